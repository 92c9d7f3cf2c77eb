package canyon.api;

import canyon.app.AppDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets nobody without the application's API key reach a resource. A path or method that does not exist answers first.
 */
@Provider
@ApplicationScoped
public class ApiKeyFilter implements ContainerRequestFilter {
    @Inject
    AppDirectory apps;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            return;
        }
        ApiKey given = ApiKey.of(
                request.getHeaderString(HttpHeaders.AUTHORIZATION),
                request.getUriInfo().getQueryParameters().getFirst("auth_key"));
        if (!given.opens(apps, request.getUriInfo().getPathParameters().getFirst("id"))) {
            request.abortWith(Answer.error(Response.Status.FORBIDDEN.getStatusCode(), "Unauthorized"));
        }
    }
}
