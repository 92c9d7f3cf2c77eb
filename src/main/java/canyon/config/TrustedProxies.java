package canyon.config;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reverse proxies whose {@code X-Forwarded-For} is believed; from {@code canyon.trusted-proxies}. */
public final class TrustedProxies {
    /** Some proxies add the client's port: {@code 192.0.2.1:443}, {@code [2001:db8::1]:443}. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\[\\]]*)](?::\\d{1,5})?|([0-9.]+):\\d{1,5}");

    private final List<AddressBlock> blocks;

    private TrustedProxies(List<AddressBlock> blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads a comma-separated list of addresses and CIDR blocks, or the word {@code none}.
     *
     * @throws IllegalArgumentException if an entry is neither an address nor a block, and not the single word none
     */
    public static TrustedProxies parse(String list) {
        List<String> entries = Format.entries(list);
        return new TrustedProxies(
                entries.equals(List.of("none"))
                        ? List.of()
                        : entries.stream().map(AddressBlock::parse).toList());
    }

    /**
     * Who sent a request: the peer, or while that is a trusted proxy, the address that it names, read from the right,
     * where each proxy appends. What stands left of an untrusted or unreadable entry may be invented and is not looked
     * at.
     *
     * @param peer address of the other end of the TCP connection, from the container
     * @param forwardedFor all {@code X-Forwarded-For} headers joined with commas, in their order; null if there is none
     * @return the same text for the same address however it was written; {@code peer} itself if it is no IP address
     */
    public String clientAddress(String peer, @Nullable String forwardedFor) {
        InetAddress client = AddressLiteral.parse(peer);
        if (client == null) {
            return peer;
        }
        int end = forwardedFor == null ? -1 : forwardedFor.length();
        while (forwardedFor != null && end >= 0 && trusts(client)) {
            int comma = forwardedFor.lastIndexOf(',', end - 1);
            InetAddress hop = hop(forwardedFor.substring(comma + 1, end).strip());
            if (hop == null) {
                break;
            }
            client = hop;
            end = comma;
        }
        return client.getHostAddress();
    }

    /** Whether {@code peer}, the other end of a TCP connection, is a trusted proxy. */
    public boolean trusts(String peer) {
        InetAddress address = AddressLiteral.parse(peer);
        return address != null && trusts(address);
    }

    private boolean trusts(InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static @Nullable InetAddress hop(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        if (!withPort.matches()) {
            return AddressLiteral.parse(text);
        }
        return AddressLiteral.parse(withPort.group(1) != null ? withPort.group(1) : withPort.group(2));
    }

    @Override
    public String toString() {
        return blocks.isEmpty()
                ? "none"
                : String.join(",", blocks.stream().map(AddressBlock::toString).toList());
    }
}
