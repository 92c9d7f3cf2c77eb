package canyon.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/**
 * One command for Redis.
 *
 * @param key that it is about, which tells its place in a Redis Cluster
 * @param arguments all of them, the key too where it belongs
 */
record RedisCall(Command command, String key, List<byte[]> arguments) {
    static RedisCall of(Command command, String key, String... further) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(utf8(key));
        for (String argument : further) {
            arguments.add(utf8(argument));
        }
        return new RedisCall(command, key, arguments);
    }

    /** Runs a script, which Redis compiles once, however often it gets it. */
    static RedisCall script(String script, List<String> keys, List<String> further) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(utf8(script));
        arguments.add(utf8(String.valueOf(keys.size())));
        keys.forEach(key -> arguments.add(utf8(key)));
        further.forEach(argument -> arguments.add(utf8(argument)));
        return new RedisCall(Command.EVAL, keys.get(0), arguments);
    }

    /** Of its arguments together. */
    int bytes() {
        return arguments.stream().mapToInt(argument -> argument.length).sum();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
