package canyon.ops.jmx;

import org.jspecify.annotations.Nullable;

/** The way to Redis. */
public interface RedisMXBean {
    /** DISABLED, CONNECTING, CONNECTED or LOST. */
    String getState();

    /** When the state began, as ISO 8601 has it. */
    String getSince();

    /** Why the last attempt failed; null if it did not fail. */
    @Nullable
    String getError();
}
