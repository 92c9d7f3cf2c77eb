package canyon.redis;

import canyon.message.Broadcast;
import canyon.metrics.Drop;

/** A message from Redis after it was read. */
sealed interface LaravelMessage {
    /**
     * For the subscribers of a channel.
     *
     * @param redisChannel the name of the channel with its prefix
     */
    record Event(String redisChannel, Broadcast broadcast) implements LaravelMessage {}

    /** Nothing for any client. */
    record Dropped(Drop reason) implements LaravelMessage {}
}
