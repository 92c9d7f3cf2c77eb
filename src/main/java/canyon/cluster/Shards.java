package canyon.cluster;

import canyon.message.ChannelName;

/** Among how many channels of a Redis Cluster events are divided: the same for all nodes, for ever. */
public final class Shards {
    /** More than a Cluster has masters, mostly. */
    public static final int COUNT = 1 << 6;

    /** Fibonacci hashing: Knuth, The Art of Computer Programming, 6.4. Names of channels often differ little. */
    private static final int GOLDEN = 0x9E3779B9;

    private Shards() {}

    /** All events of a channel go by one, whose order they keep. */
    static int of(ChannelName channel) {
        // What a string's hash code is, is defined: it is the same on all Java machines.
        int hash = 31 * channel.app().hashCode() + channel.text().hashCode();
        return (hash * GOLDEN) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(COUNT));
    }
}
