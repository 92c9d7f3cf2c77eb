package canyon.config;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server, as in {@code redis://user:pass@host:port/db}. Its text form masks the password.
 *
 * @param tls {@code rediss://}, or phpredis's word for it, {@code tls://}
 * @param user null means Redis's default user
 * @param password null means none
 * @param host a name or an address, IPv6 without brackets
 */
public record RedisUrl(
        boolean tls, @Nullable String user, @Nullable Secret password, String host, int port, int database) {
    public static final int DEFAULT_PORT = 6379;

    private static final Pattern URL = Pattern.compile("(redis|rediss|tls)://(?:(.*)@)?([^@]*)", Pattern.DOTALL);
    private static final Pattern PLACE =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?(?:/([0-9]{0,9}))?");

    /** What may be shown of a text that could not be read: host and numeric port. A host alone might be a password. */
    private static final Pattern SHOWABLE =
            Pattern.compile("([a-z]+://)?(?:.*@)?([A-Za-z0-9._-]+:[0-9]{1,5}(?:/[0-9]*)?)");

    public RedisUrl {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the host must not be empty");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port must be 1 to 65535, got " + port);
        }
        if (database < 0) {
            throw new IllegalArgumentException("the database must not be negative, got " + database);
        }
    }

    /**
     * Reads {@code redis://[user:pass@]host[:port][/db]}, or the same with {@code rediss://} or {@code tls://}.
     *
     * @throws IllegalArgumentException with a reason that does not quote {@code text}, which may hold a password
     */
    public static RedisUrl parse(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException("does not begin with redis://, rediss:// or tls://");
        }
        Matcher place = PLACE.matcher(url.group(3));
        if (!place.matches()) {
            throw new IllegalArgumentException(
                    "must hold, after any user:password@, a host, :port and /database number");
        }
        Login login = Login.parse(url.group(2));
        return new RedisUrl(
                !url.group(1).equals("redis"),
                login.user,
                login.password,
                host(place.group(1)),
                place.group(2) == null ? DEFAULT_PORT : Integer.parseInt(place.group(2)),
                place.group(3) == null || place.group(3).isEmpty() ? 0 : Integer.parseInt(place.group(3)));
    }

    /** {@code text} without anything that could be a password, also if it is no Redis URL at all. */
    static String mask(String text) {
        try {
            return parse(text).toString();
        } catch (IllegalArgumentException e) {
            Matcher showable = SHOWABLE.matcher(text);
            if (!showable.matches()) {
                return Secret.MASK;
            }
            String scheme = showable.group(1) == null ? "" : showable.group(1);
            return scheme + (text.contains("@") ? Secret.MASK + "@" : "") + showable.group(2);
        }
    }

    @Override
    public String toString() {
        String login = password == null ? "" : (user == null ? "" : user) + ":" + Secret.MASK + "@";
        return (tls ? "rediss://" : "redis://") + login + address() + (database == 0 ? "" : "/" + database);
    }

    /** Host and port, for logs. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String host(String written) {
        if (!written.startsWith("[")) {
            return written;
        }
        InetAddress address = AddressLiteral.parse(written.substring(1, written.length() - 1));
        if (address == null) {
            throw new IllegalArgumentException("the host is no IPv6 address");
        }
        return address.getHostAddress();
    }

    private record Login(@Nullable String user, @Nullable Secret password) {
        static Login parse(@Nullable String text) {
            if (text == null) {
                return new Login(null, null);
            }
            int colon = text.indexOf(':');
            if (colon < 0 || colon == text.length() - 1) {
                throw new IllegalArgumentException("before the @ must stand user:password or :password");
            }
            String user = decode(text.substring(0, colon));
            return new Login(user.isEmpty() ? null : user, new Secret(decode(text.substring(colon + 1))));
        }

        private static String decode(String text) {
            try {
                return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                // Without its cause, which quotes a piece of the password.
                throw new IllegalArgumentException("a % in user or password must be written %25");
            }
        }
    }
}
