package canyon.config;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server of Redis listens.
 *
 * @param host a name or an address, IPv6 without brackets
 */
public record RedisPlace(String host, int port) {
    private static final Pattern PLACE = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");

    public RedisPlace {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the host must not be empty");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port must be 1 to 65535, got " + port);
        }
    }

    /**
     * Reads {@code host[:port]}.
     *
     * @param otherwise the reason if it is something else
     * @throws IllegalArgumentException with a reason that does not quote {@code text}, which may hold a password
     */
    static RedisPlace parse(String text, int defaultPort, String otherwise) {
        Matcher place = PLACE.matcher(text);
        if (!place.matches()) {
            throw new IllegalArgumentException(otherwise);
        }
        int port = place.group(2) == null ? defaultPort : Integer.parseInt(place.group(2));
        return new RedisPlace(host(place.group(1)), port);
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

    /** As it stands in a URL. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
