package canyon.transport.pusher;

import canyon.config.TrustedProxies;
import canyon.connection.UserAgents;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client says when it comes.
 *
 * @param key of the application; null if the path is none of Pusher's
 * @param protocol as given; null if it is missing
 * @param origin of the page that it stands on; null if it is no browser's
 * @param transport {@link #WEB_SOCKET}, or which of pusher-js's fallbacks over HTTP
 * @param secure whether it came by TLS
 * @param address that it came from, behind trusted proxies
 * @param userAgent as {@link UserAgents} gives it
 */
record Hello(
        @Nullable String key,
        @Nullable String protocol,
        @Nullable String origin,
        String transport,
        boolean secure,
        String address,
        @Nullable String userAgent) {
    static final String WEB_SOCKET = "websocket";

    private static final Pattern PATH = Pattern.compile("/app/([^/]+)/?");
    private static final Pattern PROTOCOL = Pattern.compile("(?:^|&)protocol=([^&]*)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Of a WebSocket; {@code path} is that of the request within Canyon. */
    static Hello of(HttpServletRequest request, String path, TrustedProxies proxies) {
        Matcher app = PATH.matcher(path);
        return of(request, app.matches() ? app.group(1) : null, WEB_SOCKET, proxies);
    }

    /** Of a client that comes by one of the fallbacks. */
    static Hello ofFallback(HttpServletRequest request, XhrPath path, TrustedProxies proxies) {
        String transport = path.verb() == XhrPath.Verb.POLL ? "xhr_polling" : "xhr_streaming";
        return of(request, path.key(), transport, proxies);
    }

    private static Hello of(
            HttpServletRequest request, @Nullable String key, String transport, TrustedProxies proxies) {
        return new Hello(
                key,
                protocol(request.getQueryString()),
                request.getHeader("Origin"),
                transport,
                isSecure(request, proxies),
                proxies.clientAddress(request.getRemoteAddr(), joined(request, "X-Forwarded-For")),
                UserAgents.shared(request.getHeader("User-Agent")));
    }

    /** Out of the query alone: asking the container for a parameter may read the body. */
    private static @Nullable String protocol(@Nullable String query) {
        Matcher protocol = PROTOCOL.matcher(query == null ? "" : query);
        return protocol.find() ? protocol.group(1) : null;
    }

    private static boolean isSecure(HttpServletRequest request, TrustedProxies proxies) {
        String forwarded = request.getHeader("X-Forwarded-Proto");
        return request.isSecure()
                || (forwarded != null
                        && proxies.trusts(request.getRemoteAddr())
                        && forwarded.strip().matches("(?i)https|wss"));
    }

    private static @Nullable String joined(HttpServletRequest request, String header) {
        String all = String.join(",", Collections.list(request.getHeaders(header)));
        return all.isEmpty() ? null : all;
    }

    boolean isByWebSocket() {
        return transport.equals(WEB_SOCKET);
    }

    boolean hasNumber() {
        return protocol != null && NUMBER.matcher(protocol).matches();
    }

    /** 0 if there is none. */
    int protocolNumber() {
        return protocol != null && hasNumber() ? Integer.parseInt(protocol) : 0;
    }
}
