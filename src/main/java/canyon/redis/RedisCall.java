package canyon.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * One command for Redis.
 *
 * @param key that it is about, which tells its place in a Redis Cluster
 * @param arguments all of them, the key too where it belongs
 * @param before that must have been carried out before this one is sent, wherever its key is; null for none
 */
record RedisCall(
        Command command,
        String key,
        List<byte[]> arguments,
        @Nullable RedisCall before) {
    /** What must come directly before a command that a Redis Cluster has asked elsewhere for. */
    static final RedisCall ASKING = new RedisCall(Command.ASKING, "", List.of(), null);

    static RedisCall of(Command command, String key, String... further) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(utf8(key));
        for (String argument : further) {
            arguments.add(utf8(argument));
        }
        return new RedisCall(command, key, arguments, null);
    }

    /** Runs a script, which Redis compiles once, however often it gets it. */
    static RedisCall script(String script, List<String> keys, List<String> further) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(utf8(script));
        arguments.add(utf8(String.valueOf(keys.size())));
        keys.forEach(key -> arguments.add(utf8(key)));
        further.forEach(argument -> arguments.add(utf8(argument)));
        return new RedisCall(Command.EVAL, keys.get(0), arguments, null);
    }

    /** That of the key in a Redis Cluster. */
    int slot() {
        return JedisClusterCRC16.getSlot(key);
    }

    /** The same, to be sent when another one has been carried out. */
    RedisCall after(RedisCall first) {
        return new RedisCall(command, key, arguments, first);
    }

    /** Of its arguments together. */
    int bytes() {
        return arguments.stream().mapToInt(argument -> argument.length).sum();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
