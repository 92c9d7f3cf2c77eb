package canyon.redis;

import canyon.message.ChannelName;
import canyon.metrics.Drop;

/** What the name of a channel in Redis means to Canyon. */
sealed interface Address {
    /**
     * A channel that clients may know.
     *
     * @param redisChannel the name with its prefix
     * @param isCache whether its last event is kept even if nobody listens
     */
    record Known(String redisChannel, ChannelName name, boolean isCache) implements Address {}

    /** Nothing that arrives there is for a client. */
    record Closed(Drop reason) implements Address {}

    /** Reads names. */
    interface Reader {
        Address read(byte[] redisChannel);
    }
}
