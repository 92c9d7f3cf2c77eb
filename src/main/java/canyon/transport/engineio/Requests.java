package canyon.transport.engineio;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every request to a door is checked for, whichever transport it wants. Safe for use from any thread. */
record Requests(EngineDoor door) {
    static final String COOKIE = "io";

    /** Why a request is refused before anything else is looked at, if it is. */
    Optional<EngineError> refusal(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null && !door.origins().allows(origin)) {
            return Optional.of(EngineError.FORBIDDEN);
        }
        return transport(request).isEmpty() ? Optional.of(EngineError.UNKNOWN_TRANSPORT) : Optional.empty();
    }

    /** Why no session may be opened, if so. */
    Optional<EngineError> handshakeRefusal(HttpServletRequest request) {
        if (EngineVersion.of(Query.of(request).get("EIO")).isEmpty()) {
            return Optional.of(EngineError.UNSUPPORTED_VERSION);
        }
        return door.server().isFull() ? Optional.of(EngineError.TOO_MANY_CONNECTIONS) : Optional.empty();
    }

    Optional<EngineTransport> transport(HttpServletRequest request) {
        String name = Query.of(request).get("transport");
        return door.server().settings().transports().stream()
                .filter(transport -> transport.text().equals(name))
                .findFirst();
    }

    Handshake handshake(HttpServletRequest request) {
        return new Handshake(
                EngineVersion.of(Query.of(request).get("EIO")).orElse(EngineVersion.V4),
                Query.of(request).get("sid"),
                Query.of(request).has("b64"),
                address(request),
                request.getHeader("Origin"));
    }

    /**
     * The session that a request names, if it may use it. In revision 3 others know the id, so that only the browser
     * that opened the session (by its cookie) or the address that it came from may use it.
     */
    Optional<EngineSession> session(HttpServletRequest request) {
        return door.server().find(Query.of(request).get("sid")).filter(session -> mayUse(session, request));
    }

    private boolean mayUse(EngineSession session, HttpServletRequest request) {
        return session.version() == EngineVersion.V4
                || showsCookie(session, request)
                || session.handshake().address().equals(address(request));
    }

    private static boolean showsCookie(EngineSession session, HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .anyMatch(cookie -> cookie.getName().equals(COOKIE)
                                && MessageDigest.isEqual(
                                        cookie.getValue().getBytes(StandardCharsets.UTF_8),
                                        session.cookie().getBytes(StandardCharsets.UTF_8)));
    }

    private String address(HttpServletRequest request) {
        String forwarded = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")));
        return door.proxies().clientAddress(request.getRemoteAddr(), forwarded.isEmpty() ? null : forwarded);
    }

    /** Lets pages of allowed origins read the answer; without an origin as recorded. */
    static void allowOrigin(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            response.setHeader("Access-Control-Allow-Origin", "*");
        } else {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        response.addHeader("Vary", "Origin");
    }

    /** Digits of a JSONP callback, or null if none is asked for; anything but digits would be script of a stranger. */
    static @Nullable String callback(HttpServletRequest request) {
        String parameter = Query.of(request).get("j");
        return parameter == null ? null : parameter.replaceAll("[^0-9]", "");
    }
}
