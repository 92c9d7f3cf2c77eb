package canyon.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses as written, without ever asking DNS, which a client could otherwise make Canyon do. */
final class AddressLiteral {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:%[A-Za-z0-9_.-]+)?");

    private AddressLiteral() {}

    /**
     * The address, an IPv6 zone ({@code %eth0}) left out, an IPv4 address inside IPv6 as IPv4; null if {@code text} is
     * none.
     */
    static @Nullable InetAddress parse(String text) {
        try {
            if (text.indexOf(':') >= 0) {
                Matcher address = IPV6.matcher(text);
                // In brackets the JDK takes the text for a literal or fails: it does not look it up.
                return address.matches() ? InetAddress.getByName("[" + address.group(1) + "]") : null;
            }
            Matcher address = IPV4.matcher(text);
            return address.matches() ? ipv4(address) : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static @Nullable InetAddress ipv4(Matcher address) throws UnknownHostException {
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            String part = address.group(i + 1);
            int number = Integer.parseInt(part);
            // A leading zero means octal to some programs and nothing to others.
            if (number > 255 || (part.length() > 1 && part.startsWith("0"))) {
                return null;
            }
            bytes[i] = (byte) number;
        }
        return InetAddress.getByAddress(bytes);
    }
}
