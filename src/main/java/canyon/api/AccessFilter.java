package canyon.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.util.Objects;

/** Asks {@link Access} who reaches a resource. A path or method that does not exist answers first. */
@Provider
@ApplicationScoped
public class AccessFilter implements ContainerRequestFilter {
    @Inject
    Access access;

    @Inject
    Caller caller;

    /** As it came: JAX-RS sees a path that was made plain, and GET for HEAD. */
    @Inject
    HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            return;
        }
        String id = request.getUriInfo().getPathParameters().getFirst("id");
        try {
            access.admit(servletRequest, Objects.requireNonNullElse(id, ""), request.getEntityStream(), caller)
                    .ifPresent(body -> request.setEntityStream(new ByteArrayInputStream(body)));
        } catch (RefusedRequestException e) {
            request.abortWith(Answer.refusal(e));
        }
    }
}
