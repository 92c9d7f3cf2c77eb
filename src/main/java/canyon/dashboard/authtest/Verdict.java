package canyon.dashboard.authtest;

import java.util.Locale;

/**
 * What came of an authorization.
 *
 * @param explanation one sentence for people, without secrets
 */
public record Verdict(Outcome outcome, String explanation) {
    /** Whether the client could join. */
    public enum Outcome {
        ALLOWED,
        DENIED,
        UNREACHABLE;

        /** In lower case. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Verdict allowed(String explanation) {
        return new Verdict(Outcome.ALLOWED, explanation);
    }

    static Verdict denied(String explanation) {
        return new Verdict(Outcome.DENIED, explanation);
    }

    static Verdict unreachable(String explanation) {
        return new Verdict(Outcome.UNREACHABLE, explanation);
    }
}
