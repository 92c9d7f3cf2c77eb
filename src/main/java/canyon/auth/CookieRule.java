package canyon.auth;

import canyon.config.AuthHosts;
import canyon.config.Origins;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cookie of a handshake may vouch for its user: a browser sends it along for any page, also for a
 * stranger's, which must not subscribe as the user.
 */
final class CookieRule {
    private final AuthHosts hosts;
    private final Origins origins;

    CookieRule(AuthHosts hosts, Origins origins) {
        this.hosts = hosts;
        this.origins = origins;
    }

    /** True if the client was no page, or a page of Canyon's own host, of an application or of a listed origin. */
    boolean allows(Visitor visitor) {
        String origin = visitor.origin();
        return origin == null || hosts.hasHost(origin) || origins.lists(origin) || isOwnHost(origin, visitor.host());
    }

    private static boolean isOwnHost(String origin, @Nullable String host) {
        String page = Origins.hostOf(origin);
        return host != null && page != null && page.equals(Origins.hostOf("http://" + host));
    }
}
