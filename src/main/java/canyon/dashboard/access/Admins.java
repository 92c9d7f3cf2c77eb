package canyon.dashboard.access;

import canyon.config.AdminAuth;
import canyon.config.OperatorSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/** Who may use the dashboard, and what else is for operators alone. Safe for use from any thread. */
public final class Admins {
    private static final Logger LOG = System.getLogger(Admins.class.getName());

    private final Site site;
    private final Sessions sessions;
    private final Guard guard;
    private final AdminAuth auth;

    /**
     * Says once how people get in.
     *
     * @param nanos as {@link System#nanoTime}
     */
    public Admins(OperatorSettings.Admin settings, Site site, LongSupplier nanos) {
        this.site = site;
        this.sessions = new Sessions(nanos);
        this.auth = settings.auth();
        this.guard = guard(settings, nanos);
    }

    private Guard guard(OperatorSettings.Admin settings, LongSupplier nanos) {
        if (auth == AdminAuth.CONTAINER) {
            LOG.log(Level.INFO, "the dashboard is for who has the role {0} on this server", ContainerGuard.ROLE);
            return new ContainerGuard(sessions, nanos);
        }
        if (settings.password() != null) {
            return new PasswordGuard(new Password(settings.password()), sessions, nanos);
        }
        if (site.dev()) {
            LOG.log(Level.INFO, "the dashboard is open to this machine (development mode, no canyon.admin.password)");
            return new LoopbackGuard(sessions);
        }
        LOG.log(Level.INFO, "there is no dashboard: canyon.admin.password is not set");
        return caller -> new Verdict.Absent();
    }

    /** Whether the request comes from an operator; a wrong password with it counts as a guess. */
    public boolean isAdmin(HttpServletRequest request) {
        return verdict(request) instanceof Verdict.Admitted;
    }

    /**
     * As {@link #isAdmin}, and why not. Never answers itself.
     *
     * @return all but {@link Verdict.Answered}
     */
    public Verdict verdict(HttpServletRequest request) {
        return guard.verdict(caller(request));
    }

    /** Ends all sessions; with them their live streams. */
    public void stop() {
        sessions.endAll();
    }

    Caller caller(HttpServletRequest request) {
        return new Caller(request, site);
    }

    Guard guard() {
        return guard;
    }

    AdminAuth auth() {
        return auth;
    }

    Sessions sessions() {
        return sessions;
    }
}
