package canyon.connection;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people want to know of a client. It is kept as long as the client, so its texts are constants, or belong to the
 * handshake anyway, or are shared.
 *
 * @param protocol and its version, such as {@code pusher 7}
 * @param transport by which it comes at the moment, such as {@code websocket}: an upgrade changes it
 * @param address that it came from, behind trusted proxies
 * @param userAgent as {@link UserAgents} gives it; null if it named none
 * @param sinceMillis when it came, in milliseconds since 1970
 */
public record ClientDetails(
        String protocol,
        Supplier<String> transport,
        String address,
        @Nullable String userAgent,
        long sinceMillis) {
    /** Of somebody who is no client of a door. */
    public static final ClientDetails UNKNOWN = new ClientDetails("", () -> "", "", null, 0);

    /** One that comes now. */
    public static ClientDetails now(
            String protocol, Supplier<String> transport, String address, @Nullable String userAgent) {
        return new ClientDetails(protocol, transport, address, userAgent, System.currentTimeMillis());
    }

    public Instant since() {
        return Instant.ofEpochMilli(sinceMillis);
    }
}
