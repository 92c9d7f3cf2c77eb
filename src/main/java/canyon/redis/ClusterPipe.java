package canyon.redis;

import canyon.config.RedisSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.ZAddParams;

/**
 * To a Redis Cluster: one command after the other, each to the node that has its key. Together they would go to several
 * nodes at once, and lose their order.
 */
final class ClusterPipe implements RedisPipe {
    private final RedisSettings settings;
    private final Duration timeout;
    private volatile @Nullable RedisCommands commands;

    /** @param timeout for each answer */
    ClusterPipe(RedisSettings settings, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
    }

    @Override
    public List<Object> carryOut(List<RedisCall> calls, IntPredicate isWanted) {
        List<Object> answers = new ArrayList<>(calls.size());
        RedisCommands open = open();
        try {
            for (int i = 0; i < calls.size(); i++) {
                answers.add(isWanted.test(i) ? answer(open, calls.get(i)) : UNWANTED);
            }
        } catch (RedisUnavailableException e) {
            throw new JedisConnectionException(String.valueOf(e.getMessage()), e);
        }
        return answers;
    }

    /** As a single server would answer. */
    @SuppressWarnings("NullAway") // a list of Jedis's has null where Redis has nothing
    private static Object answer(RedisCommands open, RedisCall call) {
        try {
            return open.call(jedis -> carryOut(jedis, call));
        } catch (RedisRefusedException e) {
            return new JedisDataException(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable Object carryOut(UnifiedJedis jedis, RedisCall call) {
        List<byte[]> all = call.arguments();
        switch (call.command()) {
            case EVAL -> {
                int keys = 2 + Integer.parseInt(new String(all.get(1), StandardCharsets.UTF_8));
                return jedis.eval(all.get(0), all.subList(2, keys), all.subList(keys, all.size()));
            }
            case PUBLISH -> {
                // By one node, always the same: by several of them one message would overtake another.
                return jedis.executeCommand(
                        new CommandArguments(Command.PUBLISH).key(all.get(0)).add(all.get(1)));
            }
            case HGETALL -> {
                List<Object> pairs = new ArrayList<>();
                jedis.hgetAll(all.get(0)).forEach((field, value) -> {
                    pairs.add(field);
                    pairs.add(value);
                });
                return pairs;
            }
            case HGET -> {
                return jedis.hget(all.get(0), all.get(1));
            }
            case SET -> {
                long millis = Long.parseLong(new String(all.get(3), StandardCharsets.UTF_8));
                return jedis.set(all.get(0), all.get(1), SetParams.setParams().px(millis));
            }
            case SADD -> {
                return jedis.sadd(all.get(0), all.get(1));
            }
            case SREM -> {
                return jedis.srem(all.get(0), all.get(1));
            }
            case SMEMBERS -> {
                return new ArrayList<Object>(jedis.smembers(all.get(0)));
            }
            case DEL -> {
                return jedis.del(all.get(0));
            }
            case ZADD -> {
                double score = Double.parseDouble(new String(all.get(2), StandardCharsets.UTF_8));
                return jedis.zadd(
                        all.get(0), score, all.get(3), ZAddParams.zAddParams().nx());
            }
            default -> throw new IllegalArgumentException("no way to a Redis Cluster for " + call.command());
        }
    }

    private RedisCommands open() {
        RedisCommands open = commands;
        if (open == null) {
            open = new RedisCommands(settings, timeout, 1);
            commands = open;
        }
        return open;
    }

    @Override
    public void close() {
        RedisCommands open = commands;
        commands = null;
        if (open != null) {
            open.close();
        }
    }
}
