package canyon.ops;

import canyon.config.MetricsAccess;
import canyon.config.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Who may read the metrics. From loopback means: a program on this machine asks without a proxy between. A proxy on
 * this machine connects from loopback too, whoever it asks for; whatever bears a header of a proxy's is refused, since
 * in such a header a stranger may have written anything.
 */
record MetricsGate(MetricsAccess access, AdminCheck admin) {
    private static final TrustedProxies LOOPBACK = TrustedProxies.parse("127.0.0.0/8,::1/128");

    private static final List<String> OF_PROXIES =
            List.of("X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    boolean admits(HttpServletRequest request) {
        return switch (access) {
            case OPEN -> true;
            case ADMIN -> admin.isAdmin(request);
            case LOOPBACK -> isFromHere(request);
        };
    }

    private static boolean isFromHere(HttpServletRequest request) {
        return LOOPBACK.trusts(request.getRemoteAddr())
                && OF_PROXIES.stream().allMatch(header -> request.getHeader(header) == null);
    }
}
