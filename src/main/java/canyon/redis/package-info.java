/**
 * The door for what Laravel publishes through Redis; the only package that knows Jedis. Uses channel, config, message
 * and metrics. One thread, on which RedisSubscriber runs, connects, reads, decodes and publishes.
 */
@NullMarked
package canyon.redis;

import org.jspecify.annotations.NullMarked;
