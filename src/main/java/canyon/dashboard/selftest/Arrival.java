package canyon.dashboard.selftest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request of the self-test as it arrived behind the proxy.
 *
 * @param path within the web application
 * @param protocol such as {@code HTTP/1.0}
 * @param peer address of the other end of the connection
 * @param isSecure whether the server takes it for one by TLS
 * @param port of this server that it came to
 */
record Arrival(
        String path,
        String protocol,
        @Nullable String upgrade,
        @Nullable String connection,
        @Nullable String host,
        @Nullable String forwardedFor,
        @Nullable String forwardedProto,
        @Nullable String via,
        String peer,
        boolean isSecure,
        int port) {
    static Arrival of(HttpServletRequest request) {
        return new Arrival(
                request.getRequestURI().substring(request.getContextPath().length()),
                request.getProtocol(),
                joined(request, "Upgrade"),
                joined(request, "Connection"),
                joined(request, "Host"),
                joined(request, "X-Forwarded-For"),
                joined(request, "X-Forwarded-Proto"),
                joined(request, "Via"),
                request.getRemoteAddr(),
                request.isSecure(),
                request.getLocalPort());
    }

    private static @Nullable String joined(HttpServletRequest request, String header) {
        String all = String.join(",", Collections.list(request.getHeaders(header)));
        return all.isEmpty() ? null : all;
    }

    /** Whether it asks for a WebSocket still. */
    boolean hasUpgrade() {
        return upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket");
    }

    boolean hasConnectionUpgrade() {
        return connection != null && connection.toLowerCase(Locale.ROOT).contains("upgrade");
    }
}
