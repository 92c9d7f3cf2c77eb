package canyon.redis;

import canyon.config.RedisPlace;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * To the server that is the master now, as "Guidelines for Redis clients with support for Redis Sentinel" has it: one
 * Sentinel after the other is asked before each connection, the last one that knew first. After a failover the
 * Sentinels end all connections to the old master, or the other end is found to be silent.
 */
final class SentinelRoute implements RedisRoute {
    private final RedisSettings settings;
    private final RedisUrl url;

    @GuardedBy("this")
    private final List<RedisPlace> sentinels;

    SentinelRoute(RedisSettings settings, RedisUrl url) {
        this.settings = settings;
        this.url = url;
        this.sentinels = new ArrayList<>(url.places());
    }

    @Override
    public Socket connect(RedisLink link) throws IOException {
        return link.open(master(link));
    }

    @Override
    public void check(Connection connection) {
        try {
            if (connection.executeCommand(new CommandArguments(Command.ROLE)) instanceof List<?> role
                    && !role.isEmpty()
                    && role.get(0) instanceof byte[] name
                    && !text(name).equals("master")) {
                throw new WrongServerException(
                        "the server that the Sentinels name is a " + text(name) + ", a failover is probably under way");
            }
        } catch (JedisDataException e) {
            // Without the right to ask for its role the Sentinels are believed.
            if (!RedisFailure.isForbidden(e)) {
                throw e;
            }
        }
    }

    private RedisPlace master(RedisLink link) throws IOException {
        List<RedisPlace> asked;
        synchronized (this) {
            asked = List.copyOf(sentinels);
        }
        List<String> failures = new ArrayList<>();
        for (RedisPlace sentinel : asked) {
            try {
                RedisPlace master = ask(link, sentinel);
                if (master != null) {
                    prefer(sentinel);
                    return master;
                }
                failures.add(sentinel + " knows no master named " + url.name());
            } catch (JedisException e) {
                failures.add(sentinel + ": " + reason(e));
            }
        }
        throw new IOException("no Sentinel names the master: " + String.join("; ", failures));
    }

    private @Nullable RedisPlace ask(RedisLink link, RedisPlace sentinel) {
        JedisClientConfig login = RedisLogin.ofSentinel(settings);
        try (Connection connection = new Connection(() -> socket(link, sentinel), login)) {
            Object answer = connection.executeCommand(new CommandArguments(Command.SENTINEL)
                    .add("GET-MASTER-ADDR-BY-NAME")
                    .add(url.name()));
            return answer instanceof List<?> place
                            && place.size() == 2
                            && place.get(0) instanceof byte[] host
                            && place.get(1) instanceof byte[] port
                    ? new RedisPlace(text(host), Integer.parseInt(text(port)))
                    : null;
        } catch (IllegalArgumentException e) {
            throw new JedisException("its answer is no address", e);
        }
    }

    private static Socket socket(RedisLink link, RedisPlace sentinel) {
        try {
            return link.open(sentinel);
        } catch (IOException e) {
            throw new JedisConnectionException("cannot connect to " + sentinel, e);
        }
    }

    private String reason(JedisException e) {
        String reason = RedisFailure.reason(e, settings.secrets());
        if (reason.startsWith("NOAUTH") || reason.startsWith("WRONGPASS")) {
            return "it wants another canyon.redis.sentinel.password";
        }
        return reason.contains("unknown command") ? "it is no Sentinel" : reason;
    }

    private synchronized void prefer(RedisPlace sentinel) {
        sentinels.remove(sentinel);
        sentinels.add(0, sentinel);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
