package canyon.dashboard.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Where operators come in.
 *
 * @param admins who may
 */
public record DashboardDoor(Admins admins) {
    /** Within the application. */
    public static final String PATH = "/dashboard";

    /** What the page asks. */
    public static final String API = PATH + "/api";

    static final String ADMITTED = DashboardDoor.class.getName() + ".admitted";

    /** Puts the filter, the page and the sessions in place; to be called while the application starts. */
    public void open(ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("dashboard", new DashboardFilter(admins));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.INCLUDE),
                false,
                PATH,
                PATH + "/*");
        context.addServlet("dashboard", new PageServlet()).addMapping(PATH, PATH + "/*");
        context.addServlet("dashboard session", new SessionServlet(admins)).addMapping(SessionServlet.PATH);
    }

    /** As whom the filter has let the request through; empty if it came to sign in. */
    public static Optional<Verdict.Admitted> admitted(HttpServletRequest request) {
        return request.getAttribute(ADMITTED) instanceof Verdict.Admitted admitted
                ? Optional.of(admitted)
                : Optional.empty();
    }
}
