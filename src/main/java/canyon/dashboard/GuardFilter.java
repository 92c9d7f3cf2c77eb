package canyon.dashboard;

import canyon.dashboard.access.DashboardDoor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets nobody in whom the filter in front has not let through as an operator, should a request ever come around it.
 * Others do not even learn what is there.
 */
@Provider
@PreMatching
@ApplicationScoped
public class GuardFilter implements ContainerRequestFilter {
    @Inject
    HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        if (DashboardDoor.admitted(servletRequest).isEmpty()) {
            request.abortWith(Reply.error(Reply.NOT_FOUND, "Not found"));
        }
    }
}
