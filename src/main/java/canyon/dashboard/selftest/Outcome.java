package canyon.dashboard.selftest;

import canyon.dashboard.selftest.Check.Finding;
import org.jspecify.annotations.Nullable;

/** A check's result without its name and time. */
record Outcome(@Nullable String note, @Nullable Finding finding) {
    static final Outcome FINE = new Outcome(null, null);

    static Outcome fine(String note) {
        return new Outcome(note, null);
    }

    static Outcome wrong(String problem, String advice) {
        return new Outcome(null, new Finding(problem, advice));
    }
}
