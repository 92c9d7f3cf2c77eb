package canyon.redis;

import canyon.config.RedisForm;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Commands to Redis, whatever form it has: one server, the master that Sentinels name, the node of a Cluster that has
 * the key, or a Unix socket. Connections are opened when they are needed, and to the right server after a failover.
 * Safe for use from any thread.
 */
public final class RedisCommands implements AutoCloseable {
    private final RedisSettings settings;
    private final RedisUrl url;
    private final Duration timeout;
    private final TlsSockets tls;
    private final RedisRoute route;
    private final RedisLinks links;
    private final int connections;

    @GuardedBy("this")
    private @Nullable UnifiedJedis client;

    @GuardedBy("this")
    private Set<String> knownNodes = Set.of();

    @GuardedBy("this")
    private boolean closed;

    /**
     * Does not connect yet.
     *
     * @param settings with a URL
     * @param timeout for each answer, for opening a connection, and for one of them to be free
     * @param connections at once, to each server
     */
    public RedisCommands(RedisSettings settings, Duration timeout, int connections) {
        this.settings = settings;
        this.url = Objects.requireNonNull(settings.url(), "without a URL there is no Redis");
        this.timeout = timeout;
        this.connections = connections;
        this.tls = TlsSockets.of(settings.tls());
        this.route = RedisRoute.of(settings, url);
        Duration connecting = settings.connectTimeout();
        this.links = new RedisLinks(route, url, timeout.compareTo(connecting) < 0 ? timeout : connecting, tls);
    }

    /**
     * Runs commands and returns what they gave. Blocks as long as the time-outs let it.
     *
     * @throws RedisUnavailableException if Redis is away; commands may have been carried out
     * @throws RedisRefusedException if Redis refuses one
     */
    public <T extends @Nullable Object> T call(Function<UnifiedJedis, T> commands) {
        try {
            try {
                return attempt(commands);
            } catch (JedisException e) {
                if (isOfFormerServer(e)) {
                    // It did nothing, and what is opened now goes to its successor.
                    return attempt(commands);
                }
                throw e;
            }
        } catch (JedisDataException e) {
            String reason = RedisFailure.reason(e, settings);
            throw isPassing(reason) ? new RedisUnavailableException(reason, e) : new RedisRefusedException(reason, e);
        } catch (JedisException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new RedisUnavailableException(RedisFailure.reason(e, settings), e);
        }
    }

    /**
     * Runs a script as one step. All its keys must have the same hash tag.
     *
     * @return what Jedis makes of its result: a Long, byte arrays, lists of them, or null
     */
    public @Nullable Object eval(RedisScript script, List<byte[]> keys, List<byte[]> arguments) {
        return call(jedis -> {
            try {
                return jedis.evalsha(script.sha1().getBytes(StandardCharsets.US_ASCII), keys, arguments);
            } catch (JedisNoScriptException e) {
                return jedis.eval(script.text().getBytes(StandardCharsets.UTF_8), keys, arguments);
            }
        });
    }

    /** Publishes, in a Cluster to the subscribers of all nodes. */
    public void publish(byte[] channel, byte[] message) {
        call(jedis -> jedis.publish(channel, message));
    }

    /** Where Redis is, for logs. */
    public String address() {
        return url.address();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        UnifiedJedis last;
        synchronized (this) {
            closed = true;
            last = client;
            client = null;
        }
        links.cut();
        if (last != null) {
            last.close();
        }
    }

    private <T extends @Nullable Object> T attempt(Function<UnifiedJedis, T> commands) {
        UnifiedJedis jedis = client();
        try {
            return commands.apply(jedis);
        } catch (JedisException e) {
            if (!(e instanceof JedisDataException) || isOfFormerServer(e)) {
                renew(jedis, e);
            }
            throw e;
        }
    }

    private synchronized UnifiedJedis client() {
        if (closed) {
            throw new JedisConnectionException("stopped");
        }
        UnifiedJedis found = client;
        if (found == null) {
            found = newClient();
            client = found;
        }
        return found;
    }

    @GuardedBy("this")
    private UnifiedJedis newClient() {
        DefaultJedisClientConfig.Builder config = RedisLogin.builder(url, timeout, timeout);
        if (url.form() == RedisForm.CLUSTER) {
            config.connectionTimeoutMillis(
                    Math.toIntExact(Math.min(settings.connectTimeout().toMillis(), timeout.toMillis())));
            return ClusterJedis.connect(url, knownNodes, config, tls, pool(false), timeout);
        }
        return PooledJedis.of(links, route, config.database(url.database()).build(), pool(true));
    }

    private ConnectionPoolConfig pool(boolean looksAtThem) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMaxWait(timeout);
        pool.setTestOnBorrow(looksAtThem);
        // No thread that looks after them, and nothing that stays behind after an undeployment.
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        pool.setJmxEnabled(false);
        return pool;
    }

    /** After a failure: connections to a server that is gone are not used again. */
    private void renew(UnifiedJedis failed, JedisException failure) {
        if (failed instanceof PooledJedis pooled) {
            pooled.clear();
        } else if (failed instanceof RedisClusterClient cluster && isOutdated(failure)) {
            synchronized (this) {
                if (client == failed) {
                    client = null;
                    knownNodes = Set.copyOf(cluster.getClusterNodes().keySet());
                }
            }
            cluster.close();
        }
    }

    /** For commands without a key Jedis keeps to the nodes that were masters when its client was made. */
    private static boolean isOutdated(JedisException failure) {
        return failure.getCause() instanceof IllegalStateException
                || String.valueOf(failure.getMessage()).startsWith("No reachable node");
    }

    /** Whether a server that is master no more has done nothing, or one that is gone was not asked. */
    private static boolean isOfFormerServer(JedisException failure) {
        return failure instanceof JedisDataException
                ? String.valueOf(failure.getMessage()).startsWith("READONLY")
                : failure.getCause() instanceof IllegalStateException;
    }

    /** Whether it is about the state of Redis, which may be another one soon, and not about the command. */
    private static boolean isPassing(String reason) {
        return reason.matches("(?s)(?:READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|NOAUTH|WRONGPASS) .*");
    }
}
