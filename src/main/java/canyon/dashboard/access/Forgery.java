package canyon.dashboard.access;

import canyon.config.AdminAuth;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests that a page of somebody else makes a browser send. */
final class Forgery {
    static final String HEADER = "X-Canyon-CSRF";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private Forgery() {}

    /** Whether the method changes nothing. */
    static boolean isSafe(HttpServletRequest request) {
        return SAFE.contains(request.getMethod());
    }

    /**
     * Whether the browser says that it is somebody else's page that asks. An old browser says nothing, as does one that
     * came without TLS; then the token alone has to do.
     */
    static boolean isForeign(Caller caller) {
        HttpServletRequest request = caller.request();
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN.contains(site);
        }
        String origin = request.getHeader("Origin");
        return origin != null && !isOwn(origin, caller);
    }

    private static boolean isOwn(String origin, Caller caller) {
        String host = hostOf(origin);
        return host != null
                && (caller.site().isPublicHost(host)
                        || isSame(host, caller.request().getHeader("Host"))
                        || isSame(host, caller.trusted("X-Forwarded-Host")));
    }

    private static boolean isSame(String host, @Nullable String other) {
        return other != null && host.equals(Site.plain(other));
    }

    private static @Nullable String hostOf(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? null : Site.plain(authority);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether a request that changes something brings along the token of its session. */
    static boolean hasToken(HttpServletRequest request, @Nullable Session session) {
        return session != null && Tokens.same(session.csrf(), request.getHeader(HEADER));
    }

    /** What to tell a program that brings none. */
    static String advice(AdminAuth auth) {
        return "The header " + HEADER + " is missing or wrong: GET api/session tells it"
                + (auth == AdminAuth.PASSWORD ? ", with the cookie that belongs to it" : "");
    }
}
