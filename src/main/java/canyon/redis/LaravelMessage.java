package canyon.redis;

import canyon.message.Broadcast;
import canyon.metrics.Drop;

/** A message from Redis after it was read. */
sealed interface LaravelMessage {
    /** @param redisChannel the channel's name with its prefix */
    record Event(String redisChannel, Broadcast broadcast) implements LaravelMessage {}

    /** Nothing for any client. */
    record Dropped(Drop reason) implements LaravelMessage {}
}
