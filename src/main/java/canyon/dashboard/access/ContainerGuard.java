package canyon.dashboard.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets in whom the application server knows and has given the role. */
final class ContainerGuard implements Guard {
    static final String ROLE = "canyon-admin";

    private static final Logger LOG = System.getLogger(ContainerGuard.class.getName());

    private final Sessions sessions;
    private final SlowDown slowDown;
    private final WrongPasswords wrong;
    private final Known known = new Known();
    private final AtomicBoolean warned = new AtomicBoolean();

    ContainerGuard(Sessions sessions, LongSupplier nanos) {
        this.sessions = sessions;
        this.slowDown = new SlowDown(nanos);
        this.wrong = new WrongPasswords(nanos);
    }

    /** For doors that ask nobody: whoever the server has let in, or brings the name and the password of HTTP Basic. */
    @Override
    public Verdict verdict(Caller caller) {
        return decide(caller, null);
    }

    @Override
    public Verdict ask(Caller caller, HttpServletResponse response) {
        return decide(caller, response);
    }

    private Verdict decide(Caller caller, @Nullable HttpServletResponse response) {
        String said = Objects.requireNonNullElse(caller.request().getHeader("Authorization"), "");
        String address = caller.block();
        boolean guesses = !said.isEmpty() && !known.has(address, said);
        if (guesses) {
            Duration wait = slowDown.begin(address);
            if (!wait.isZero()) {
                wrong.unheard(address);
                return new Verdict.Slowed(wait);
            }
        }
        if (!isSignedIn(caller, response)) {
            if (guesses) {
                wrong.heard(address);
            }
            known.remove(address, said);
            if (response != null && response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
                return new Verdict.Answered();
            }
            if (response != null && !warned.getAndSet(true)) {
                LOG.log(
                        Level.WARNING,
                        "canyon.admin.auth is container, but the application server asks nobody who he is: it has no"
                                + " users or lacks a feature, see src/docs/dashboard.md");
            }
            return new Verdict.Stranger();
        }
        if (guesses) {
            slowDown.right(address);
            known.add(address, said);
        }
        return admitted(caller);
    }

    private static boolean isSignedIn(Caller caller, @Nullable HttpServletResponse response) {
        HttpServletRequest request = caller.request();
        try {
            if (response != null) {
                return request.authenticate(response);
            }
            if (request.getUserPrincipal() == null && caller.basic().isPresent()) {
                Caller.Basic basic = caller.basic().get();
                request.login(basic.user(), basic.password());
            }
            return request.getUserPrincipal() != null;
        } catch (ServletException | IOException | RuntimeException e) {
            // So servers say that a password is wrong, or that there is nobody whom they could ask.
            LOG.log(Level.DEBUG, "the application server lets nobody in", e);
            return false;
        }
    }

    private Verdict admitted(Caller caller) {
        Principal principal = caller.request().getUserPrincipal();
        if (principal == null || !caller.request().isUserInRole(ROLE)) {
            return new Verdict.Forbidden();
        }
        String user = principal.getName();
        Optional<Session> session = sessions.find(caller.cookie(SessionServlet.COOKIE));
        return new Verdict.Admitted(
                user, session.filter(own -> own.user().equals(user)).orElse(null));
    }
}
