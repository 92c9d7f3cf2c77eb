package canyon.dashboard.selftest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one way to this server.
 *
 * @param name the way
 * @param note what to know although nothing is wrong, such as that it was not tried; null for nothing
 * @param finding null if nothing is wrong
 */
public record Check(
        String name,
        Duration duration,
        @Nullable String note,
        @Nullable Finding finding) {
    public boolean isOk() {
        return finding == null;
    }

    /**
     * Something is wrong.
     *
     * @param problem what was seen
     * @param advice what to do about it
     */
    public record Finding(String problem, String advice) {}
}
