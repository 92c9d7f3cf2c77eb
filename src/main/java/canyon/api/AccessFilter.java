package canyon.api;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.app.AppsUnavailableException;
import canyon.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides who reaches a resource. A request with {@code auth_signature} is one of Pusher's API and must be signed with
 * the application's secret; any other is one of laravel-echo-server's and needs the application's API key. A path or
 * method that does not exist answers first.
 */
@Provider
@ApplicationScoped
public class AccessFilter implements ContainerRequestFilter {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    @Inject
    AppDirectory apps;

    @Inject
    Settings settings;

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
            if (Query.isSigned(servletRequest.getQueryString())) {
                verify(request, Objects.requireNonNullElse(id, ""));
            } else {
                askForApiKey(request, id);
            }
        } catch (RefusedRequestException e) {
            request.abortWith(Answer.refusal(e));
        } catch (AppsUnavailableException e) {
            request.abortWith(Answer.refusal(new RefusedRequestException(
                    UNAVAILABLE, "The applications cannot be looked up at the moment, try again", A_MOMENT)));
        }
    }

    private void verify(ContainerRequestContext request, String id) throws RefusedRequestException {
        Query query = Query.parse(servletRequest.getQueryString());
        RequestSignature signature = RequestSignature.of(query);
        Optional<App> found = apps.find(id);
        if (found.isEmpty()) {
            throw new RefusedRequestException(NOT_FOUND, "No application has the id " + ChannelNames.shown(id));
        }
        App app = found.get();
        signature.checkKey(app);
        signature.checkTime(Instant.now());
        byte[] body =
                RequestBody.read(request.getEntityStream(), settings.limits().httpBodyBytes());
        signature.checkBody(body);
        signature.check(
                app,
                servletRequest.getMethod(),
                RequestPath.signable(
                        servletRequest.getRequestURI(),
                        servletRequest.getContextPath(),
                        settings.api().prefix()),
                settings.dev());
        requireEnabled(app);
        request.setEntityStream(new ByteArrayInputStream(body));
        caller.hasSigned(app, query);
    }

    private void askForApiKey(ContainerRequestContext request, @Nullable String id) throws RefusedRequestException {
        Optional<App> app = ApiKey.of(
                        request.getHeaderString(HttpHeaders.AUTHORIZATION),
                        request.getUriInfo().getQueryParameters().getFirst("auth_key"))
                .opened(apps, id);
        if (app.isEmpty()) {
            throw new RefusedRequestException(FORBIDDEN, "Unauthorized");
        }
        requireEnabled(app.get());
        caller.isKnownByApiKey(app.get());
    }

    private static void requireEnabled(App app) throws RefusedRequestException {
        if (!app.rules().enabled()) {
            throw new RefusedRequestException(FORBIDDEN, "The application is disabled");
        }
    }
}
