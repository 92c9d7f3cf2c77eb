package canyon.transport.engineio;

import canyon.connection.UserAgents;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request at a door, by polling or for a WebSocket, and what it is checked for. Used by the thread of the request
 * only.
 */
record EngineRequest(EngineDoor door, HttpServletRequest http, Query query) {
    static final String COOKIE = "io";

    private static final Pattern ORIGIN_OF_PAGE = Pattern.compile("^https?://[^/?#]+");

    static EngineRequest of(EngineDoor door, HttpServletRequest http) {
        return new EngineRequest(door, http, Query.of(http));
    }

    /** From a page that may not connect. A script of JSONP has no origin, only the page that it stands on. */
    boolean isForeign() {
        String origin = origin();
        return origin != null
                && !door.server().origins(handshake(), door.origins()).allows(origin);
    }

    /** Of the page; null if no browser's page asks. */
    private @Nullable String origin() {
        String origin = http.getHeader("Origin");
        return origin != null || !query.has("j")
                ? origin
                : Objects.requireNonNullElse(originOf(http.getHeader("Referer")), "null");
    }

    private static @Nullable String originOf(@Nullable String page) {
        Matcher origin = ORIGIN_OF_PAGE.matcher(page == null ? "" : page);
        return origin.find() ? origin.group() : null;
    }

    Optional<EngineTransport> transport() {
        String name = query.get("transport");
        return door.server().settings().transports().stream()
                .filter(transport -> transport.text().equals(name))
                .findFirst();
    }

    boolean namesSession() {
        return query.has("sid");
    }

    /** Why no session may be opened, if so. */
    Optional<EngineError> handshakeRefusal() {
        if (EngineVersion.of(query.get("EIO")).isEmpty()) {
            return Optional.of(EngineError.UNSUPPORTED_VERSION);
        }
        return door.server().isFull()
                ? Optional.of(EngineError.TOO_MANY_CONNECTIONS)
                : door.server().refusal(handshake());
    }

    /** What is known of the client; only after {@link #handshakeRefusal} if no session is named. */
    Handshake handshake() {
        return new Handshake(
                EngineVersion.of(query.get("EIO")).orElse(EngineVersion.V4),
                query.get("sid"),
                wantsText(),
                address(),
                query.get("appKey"),
                new PageHeaders(
                        http.getHeader("Cookie"),
                        origin(),
                        http.getHeader("Referer"),
                        http.getHeader("Host"),
                        UserAgents.shared(http.getHeader("User-Agent"))));
    }

    /** The client cannot receive binary. */
    boolean wantsText() {
        return query.has("b64");
    }

    /** Digits of a JSONP callback, or null if none is asked for; anything but digits would be script of a stranger. */
    @Nullable
    String callback() {
        String parameter = query.get("j");
        return parameter == null ? null : parameter.replaceAll("[^0-9]", "");
    }

    /**
     * The session that is named, if this client may use it. In revision 3 others know the id, so that only the browser
     * that opened the session (by its cookie) or the address that it came from may use it.
     */
    Optional<EngineSession> session() {
        return door.server().find(query.get("sid")).filter(this::mayUse);
    }

    private boolean mayUse(EngineSession session) {
        return session.version() == EngineVersion.V4
                || showsCookie(session)
                || session.handshake().address().equals(address());
    }

    private boolean showsCookie(EngineSession session) {
        Cookie[] cookies = http.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .anyMatch(cookie -> cookie.getName().equals(COOKIE)
                                && MessageDigest.isEqual(
                                        cookie.getValue().getBytes(StandardCharsets.UTF_8),
                                        session.cookie().getBytes(StandardCharsets.UTF_8)));
    }

    private String address() {
        String forwarded = String.join(",", Collections.list(http.getHeaders("X-Forwarded-For")));
        return door.proxies().clientAddress(http.getRemoteAddr(), forwarded.isEmpty() ? null : forwarded);
    }

    /** Lets pages of allowed origins read the answer; without an origin as recorded. */
    void allowOrigin(HttpServletResponse response) {
        String origin = http.getHeader("Origin");
        if (origin == null) {
            response.setHeader("Access-Control-Allow-Origin", "*");
        } else {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        response.addHeader("Vary", "Origin");
    }
}
