package canyon.auth;

import canyon.message.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * What a client's handshake says of where it comes from.
 *
 * @param cookie the whole header
 * @param origin of the page that opened the connection, as its browser says; null if it was no browser's page
 * @param referer the page itself
 * @param host which the handshake was sent to, perhaps with a port
 * @param payload of the Socket.IO connect, an object; credentials for all channels may be in its {@code headers}
 */
public record Visitor(
        @Nullable String cookie,
        @Nullable String origin,
        @Nullable String referer,
        @Nullable String host,
        JsonText payload) {
    @Override
    public String toString() {
        return "visitor from " + origin;
    }
}
