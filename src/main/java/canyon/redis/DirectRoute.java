package canyon.redis;

import canyon.config.RedisForm;
import canyon.config.RedisUrl;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** To one server that is always the same. */
final class DirectRoute implements RedisRoute {
    private static final Logger LOG = System.getLogger(DirectRoute.class.getName());

    /** The second is Valkey's name for it. */
    private static final Pattern MODE = Pattern.compile("(?m)^(?:redis|server)_mode:([a-z]+)");

    private final RedisUrl url;
    private volatile boolean known;

    DirectRoute(RedisUrl url) {
        this.url = url;
    }

    @Override
    public Socket connect(RedisLink link) throws IOException {
        return url.form() == RedisForm.UNIX
                ? link.openUnix(url.name())
                : link.open(url.places().get(0));
    }

    @Override
    public void check(Connection connection) {
        if (known) {
            return;
        }
        String mode = mode(connection);
        if (mode.equals("sentinel")) {
            // It would let us subscribe, and we would hear nothing for ever.
            throw new WrongServerException("it is a Sentinel: canyon.redis.url must be"
                    + " redis-sentinel://host:port,.../name-of-the-master");
        }
        if (mode.equals("cluster")) {
            LOG.log(
                    Level.WARNING,
                    "Redis on {0} is a node of a Redis Cluster (cluster_enabled:1): keys of other nodes cannot be written,"
                            + " and if this node fails no other takes its place; canyon.redis.url should begin with"
                            + " redis-cluster://",
                    url.address());
        }
        known = true;
    }

    /** Empty if nobody may know. */
    private static String mode(Connection connection) {
        try {
            Object info = connection.executeCommand(new CommandArguments(Command.INFO).add("server"));
            Matcher mode = MODE.matcher(
                    info instanceof byte[] text ? new String(text, StandardCharsets.UTF_8) : String.valueOf(info));
            return mode.find() ? mode.group(1) : "";
        } catch (JedisDataException e) {
            LOG.log(Level.DEBUG, "INFO is refused", e);
            return "";
        }
    }
}
