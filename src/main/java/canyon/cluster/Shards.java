package canyon.cluster;

import canyon.message.ChannelName;

/** Among how many channels of a Redis Cluster events are divided: the same for all nodes, for ever. */
public final class Shards {
    /** More than a Cluster has masters, mostly. */
    public static final int COUNT = 64;

    private Shards() {}

    /** All events of a channel go by one, whose order they keep. */
    static int of(ChannelName channel) {
        // What a string's hash code is, is defined: it is the same on all Java machines.
        return Math.floorMod(31 * channel.app().hashCode() + channel.text().hashCode(), COUNT);
    }
}
