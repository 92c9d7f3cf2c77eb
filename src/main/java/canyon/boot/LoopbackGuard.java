package canyon.boot;

import canyon.config.Settings;
import canyon.dashboard.AdminGuard;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Set;

/**
 * Who sits at the machine itself is an operator, in development mode only. A page of another origin cannot send the
 * header that changes need.
 */
record LoopbackGuard(Settings settings) implements AdminGuard {
    private static final String CSRF = "X-Canyon-CSRF";
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    @Override
    public boolean permits(HttpServletRequest request) {
        boolean isSafe = SAFE.contains(request.getMethod()) || request.getHeader(CSRF) != null;
        return settings.dev() && isSafe && isLoopback(address(request));
    }

    private String address(HttpServletRequest request) {
        String forwarded = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")));
        return settings.proxies().clientAddress(request.getRemoteAddr(), forwarded.isEmpty() ? null : forwarded);
    }

    /** @param address as {@link canyon.config.TrustedProxies} gives it: no name is looked up */
    private static boolean isLoopback(String address) {
        try {
            return address.matches("[0-9a-fA-F:.%]+")
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
