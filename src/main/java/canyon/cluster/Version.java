package canyon.cluster;

/**
 * How far a presence channel's log has come.
 *
 * @param epoch when the log began, in microseconds of Redis' clock: a channel that was empty, or whose data were lost,
 *     begins a new one
 * @param number of the last change in it, from 1
 */
public record Version(long epoch, long number) {
    /** Of a channel of which nothing is written. */
    public static final Version NONE = new Version(0, 0);

    /** After one more change. */
    Version next() {
        return new Version(epoch, number + 1);
    }
}
