package canyon.config;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An origin, or a set of them.
 *
 * @param scheme lower case; null means any
 * @param subdomains whether {@code host} stands for its subdomains, and not for itself
 * @param host lower case, IPv6 in brackets
 * @param port -1 means the one that the scheme implies
 */
record OriginPattern(@Nullable String scheme, boolean subdomains, String host, int port) {
    private static final int MAX_LENGTH = 512;
    private static final Pattern ORIGIN = Pattern.compile(
            "(?:([a-z][a-z0-9+.-]*)://)?(\\*\\.)?"
                    + "(\\[[0-9a-f:.]+]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?::([0-9]{1,5}))?",
            Pattern.CASE_INSENSITIVE);

    /** Reads an origin as a browser sends it, or an entry of the configuration; null if {@code text} is neither. */
    static @Nullable OriginPattern parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        Matcher parts = ORIGIN.matcher(text);
        String host = parts.matches() ? host(lowerCase(parts.group(3))) : null;
        if (host == null) {
            return null;
        }
        String scheme = parts.group(1) == null ? null : lowerCase(parts.group(1));
        int port = parts.group(4) == null ? -1 : Integer.parseInt(parts.group(4));
        return new OriginPattern(scheme, parts.group(2) != null, host, port);
    }

    boolean isOrigin() {
        return scheme != null && !subdomains;
    }

    /** False for a number that no port has. */
    boolean hasUsablePort() {
        return port != 0 && port <= 65535;
    }

    /** As a browser writes it. */
    String text() {
        return (scheme == null ? "" : scheme + "://") + (subdomains ? "*." : "") + host + (port < 0 ? "" : ":" + port);
    }

    boolean matches(OriginPattern origin) {
        return (scheme == null || scheme.equals(origin.scheme))
                && (subdomains ? origin.host.endsWith("." + host) : origin.host.equals(host))
                && portWith(origin.scheme) == origin.portWith(origin.scheme);
    }

    private int portWith(@Nullable String usedScheme) {
        if (port >= 0 || usedScheme == null) {
            return port;
        }
        return switch (usedScheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The one text for a host: IPv6 addresses can be written in several ways. */
    private static @Nullable String host(String written) {
        if (!written.startsWith("[")) {
            return written;
        }
        InetAddress address = AddressLiteral.parse(written.substring(1, written.length() - 1));
        return address == null ? null : "[" + address.getHostAddress() + "]";
    }
}
