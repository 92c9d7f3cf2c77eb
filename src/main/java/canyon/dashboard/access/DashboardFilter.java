package canyon.dashboard.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** Stands before everything of the dashboard: what is behind it need not ask again. */
final class DashboardFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Admins admins;

    DashboardFilter(Admins admins) {
        this.admins = admins;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        protect(response);
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        Caller caller = admins.caller(request);
        boolean api = path.equals(DashboardDoor.API) || path.startsWith(DashboardDoor.API + "/");
        if (!api && admins.guard().hasForm()) {
            chain.doFilter(request, response);
            return;
        }
        if (api) {
            response.setHeader("Cache-Control", "no-store");
            if (Forgery.isForeign(caller)) {
                Reply.error(response, HttpServletResponse.SC_FORBIDDEN, "A page of another site may not ask this");
                return;
            }
        }
        Verdict verdict = admins.guard().ask(caller, response);
        if (verdict instanceof Verdict.Admitted admitted) {
            admit(admitted, path, request, response, chain);
        } else if (verdict instanceof Verdict.Stranger
                && admins.guard().hasForm()
                && path.equals(SessionServlet.PATH)) {
            chain.doFilter(request, response);
        } else {
            refuse(verdict, response);
        }
    }

    private void admit(
            Verdict.Admitted admitted,
            String path,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        boolean signsIn =
                path.equals(SessionServlet.PATH) && request.getMethod().equals("POST");
        if (!signsIn && !Forgery.isSafe(request) && !Forgery.hasToken(request, admitted.session())) {
            Reply.error(response, HttpServletResponse.SC_FORBIDDEN, Forgery.advice(admins.auth()));
            return;
        }
        request.setAttribute(DashboardDoor.ADMITTED, admitted);
        chain.doFilter(request, response);
    }

    private static void refuse(Verdict verdict, HttpServletResponse response) throws IOException {
        if (verdict instanceof Verdict.Slowed slowed) {
            Reply.slowed(response, slowed);
        } else if (verdict instanceof Verdict.Stranger) {
            Reply.error(response, HttpServletResponse.SC_UNAUTHORIZED, "Not signed in");
        } else if (verdict instanceof Verdict.Forbidden) {
            Reply.error(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "Who uses the dashboard needs the role " + ContainerGuard.ROLE);
        } else if (verdict instanceof Verdict.Absent) {
            Reply.error(response, HttpServletResponse.SC_NOT_FOUND, "Not found");
        }
    }

    private static void protect(HttpServletResponse response) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                        + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
