/**
 * The door for what Laravel publishes through Redis, and commands for all who need Redis; the only package that knows
 * Jedis. Uses cluster, broker, channel, config, message and metrics. Each RedisSubscriber has one thread, which
 * connects, reads, decodes and publishes; RedisInterest, PresenceFeed and RedisErrands, which writes what nodes tell
 * each other, have one each. In a Redis Cluster ShardSubscriber has one, and a RedisSubscriber for each master; short
 * ones open the lanes of ClusterPipe, look for slots and watch the server that is listened to.
 */
@NullMarked
package canyon.redis;

import org.jspecify.annotations.NullMarked;
