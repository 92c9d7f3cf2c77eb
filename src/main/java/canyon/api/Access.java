package canyon.api;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.app.AppsUnavailableException;
import canyon.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do something for an application. A request with {@code auth_signature} is one of Pusher's API and
 * must be signed with the application's secret, unless it brings the application's API key; any other is one of
 * laravel-echo-server's and needs that key. Safe for use from any thread.
 */
@ApplicationScoped
public class Access {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    @Inject
    AppDirectory apps;

    @Inject
    Settings settings;

    /**
     * Tells {@code caller} who it is.
     *
     * @param request as it came
     * @param id of the application in its path
     * @param body which a signature covers
     * @return the body if it had to be read
     */
    Optional<byte[]> admit(HttpServletRequest request, String id, InputStream body, Caller caller)
            throws RefusedRequestException {
        try {
            Query query = Query.parse(request.getQueryString());
            if (query.isSigned() && !bringsApiKey(query, id)) {
                RequestSignature signature = RequestSignature.of(query);
                App app = named(id);
                byte[] bytes = verify(request, app, signature, body);
                requireEnabled(app);
                caller.hasSigned(app, query);
                return Optional.of(bytes);
            }
            askForApiKey(request, id, query, caller);
            return Optional.empty();
        } catch (AppsUnavailableException e) {
            throw new RefusedRequestException(
                    UNAVAILABLE, "The applications cannot be looked up at the moment, try again", A_MOMENT);
        }
    }

    private App named(String id) throws RefusedRequestException {
        Optional<App> app = apps.find(id);
        if (app.isEmpty()) {
            throw new RefusedRequestException(NOT_FOUND, "No application has the id " + ChannelNames.shown(id));
        }
        return app.get();
    }

    private byte[] verify(HttpServletRequest request, App app, RequestSignature signature, InputStream body)
            throws RefusedRequestException {
        signature.checkKey(app);
        signature.checkTime(Instant.now());
        byte[] bytes = RequestBody.read(body, settings.limits().httpBodyBytes());
        signature.checkBody(bytes);
        signature.check(
                app,
                request.getMethod(),
                RequestPath.signable(
                        request.getRequestURI(),
                        request.getContextPath(),
                        settings.api().prefix()),
                settings.dev());
        return bytes;
    }

    private void askForApiKey(HttpServletRequest request, String id, Query query, Caller caller)
            throws RefusedRequestException {
        Optional<App> app =
                ApiKey.of(request.getHeader("Authorization"), keyIn(query)).opened(apps, id);
        if (app.isEmpty()) {
            throw new RefusedRequestException(FORBIDDEN, "Unauthorized");
        }
        requireEnabled(app.get());
        caller.isKnownByApiKey(app.get());
    }

    /**
     * Laravel's pusher driver signs what it sends to laravel-echo-server too, which looks at nothing but the key in
     * {@code auth_key}.
     */
    private boolean bringsApiKey(Query query, String id) {
        return ApiKey.of(null, keyIn(query)).opened(apps, id).isPresent();
    }

    private static @Nullable String keyIn(Query query) {
        return query.first("auth_key").orElse(null);
    }

    private static void requireEnabled(App app) throws RefusedRequestException {
        if (!app.rules().enabled()) {
            throw new RefusedRequestException(FORBIDDEN, "The application is disabled");
        }
    }
}
