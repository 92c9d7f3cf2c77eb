package canyon.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Lets nobody in but operators, also if nobody can tell who they are. Others do not even learn what is there. */
@Provider
@PreMatching
@ApplicationScoped
public class GuardFilter implements ContainerRequestFilter {
    @Inject
    Instance<AdminGuard> guards;

    @Inject
    HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        boolean isPermitted = guards.isResolvable() && guards.get().permits(servletRequest);
        if (!isPermitted) {
            request.abortWith(Reply.error(Reply.NOT_FOUND, "Not found"));
        }
    }
}
