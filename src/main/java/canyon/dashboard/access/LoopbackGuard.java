package canyon.dashboard.access;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * In development mode without a password: lets in whoever sits at this machine, by a name of this machine or the public
 * one; a page of the Internet whose own name suddenly means this machine has another one.
 */
final class LoopbackGuard implements Guard {
    private static final String USER = "developer";
    private static final Pattern HOST =
            Pattern.compile("(?i:localhost|[a-z0-9-]{1,63}\\.localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?");

    private final Sessions sessions;

    LoopbackGuard(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Verdict verdict(Caller caller) {
        String host = Objects.requireNonNullElse(caller.request().getHeader("Host"), "");
        if (!caller.isLoopback() || !isOfThisMachine(host, caller.site())) {
            return new Verdict.Absent();
        }
        return new Verdict.Admitted(
                USER, sessions.find(caller.cookie(SessionServlet.COOKIE)).orElse(null));
    }

    private static boolean isOfThisMachine(String host, Site site) {
        return HOST.matcher(host).matches() || site.isPublicHost(host);
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
