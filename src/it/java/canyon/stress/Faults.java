package canyon.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What Canyon did that it must not do. Safe for use from any thread. */
final class Faults {
    /** With the traces of more than these nobody can do anything. */
    private static final int SHOWN = 3;

    private final List<String> shown = new ArrayList<>();
    private int count;

    synchronized void add(String complaint, Iterable<String> trace) {
        count++;
        kinds.merge(complaint.replaceAll("\\d+", "#").replaceAll(" in .*", ""), 1, Integer::sum);
        if (shown.size() < SHOWN) {
            shown.add(complaint + ":\n  " + String.join("\n  ", trace) + "\n");
        }
    }

    private final java.util.Map<String, Integer> kinds = new java.util.TreeMap<>();

    synchronized String debug() {
        return count + " " + kinds;
    }

    synchronized void assertNone() {
        assertThat(shown).as("%d faults of Canyon", count).isEmpty();
    }
}
