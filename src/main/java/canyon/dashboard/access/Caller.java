package canyon.dashboard.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as far as a request tells.
 *
 * @param site where he asks
 */
record Caller(HttpServletRequest request, Site site) {
    static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final String BASIC = "Basic ";
    private static final int MAX_BASIC_LENGTH = 4_000;
    private static final String IPV6_LOOPBACK = "0:0:0:0:0:0:0:1";

    /** Name and password of HTTP Basic. */
    record Basic(String user, String password) {}

    /** Behind trusted proxies. */
    String address() {
        return site.proxies().clientAddress(request.getRemoteAddr(), forwardedFor());
    }

    /** All addresses that one person may have: of IPv6 the first half. */
    String block() {
        String address = address();
        String[] groups = address.split(":", -1);
        return groups.length == 8 ? String.join(":", Arrays.asList(groups).subList(0, 4)) + "::/64" : address;
    }

    /**
     * Whether it sits at this machine. A proxy that is not trusted, or says nothing of whom it asks for, may ask for
     * anybody.
     */
    boolean isLoopback() {
        String address = address();
        boolean near = address.startsWith("127.") || address.equals(IPV6_LOOPBACK);
        boolean hidden = forwardedFor() == null
                ? has("Forwarded") || has("X-Real-IP") || has("Via")
                : !site.proxies().trusts(request.getRemoteAddr());
        return near && !hidden;
    }

    private boolean has(String header) {
        return request.getHeader(header) != null;
    }

    private @Nullable String forwardedFor() {
        String all = String.join(",", Collections.list(request.getHeaders(FORWARDED_FOR)));
        return all.isEmpty() ? null : all;
    }

    /** Whether the browser came by TLS. */
    boolean isSecure() {
        String forwarded = trusted("X-Forwarded-Proto");
        return request.isSecure() || (forwarded != null && forwarded.equalsIgnoreCase("https"));
    }

    /** The first value of a header that a trusted proxy sets. */
    @Nullable
    String trusted(String header) {
        String value = request.getHeader(header);
        return value == null || !site.proxies().trusts(request.getRemoteAddr()) ? null : value.split(",", 2)[0].strip();
    }

    @Nullable
    String cookie(String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst()
                .orElse(null);
    }

    Optional<Basic> basic() {
        String header = request.getHeader("Authorization");
        if (header == null
                || header.length() > MAX_BASIC_LENGTH
                || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String text = new String(bytes, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Basic(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
