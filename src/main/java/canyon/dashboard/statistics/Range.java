package canyon.dashboard.statistics;

import java.util.Arrays;
import java.util.Optional;

/** How far back somebody looks. */
enum Range {
    HOUR("hour", 3_600, 60),
    DAY("day", 86_400, 60),
    MONTH("month", 31 * 86_400, 3_600);

    private final String text;
    private final int seconds;
    private final int stepSeconds;

    Range(String text, int seconds, int stepSeconds) {
        this.text = text;
        this.seconds = seconds;
        this.stepSeconds = stepSeconds;
    }

    static Optional<Range> of(String text) {
        return Arrays.stream(values()).filter(range -> range.text.equals(text)).findFirst();
    }

    int seconds() {
        return seconds;
    }

    /** What one point is, unless there are single seconds. */
    int stepSeconds() {
        return stepSeconds;
    }
}
