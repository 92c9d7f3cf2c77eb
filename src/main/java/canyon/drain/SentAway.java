package canyon.drain;

import java.time.Duration;

/**
 * Those who have been told to connect again.
 *
 * @param over the time over which they were spread
 */
public record SentAway(int count, Duration over) {}
