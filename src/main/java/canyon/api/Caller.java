package canyon.api;

import canyon.app.App;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sent the request that is answered, as {@link AccessFilter} found out. */
@RequestScoped
public class Caller {
    private static final int UNAUTHORIZED = 401;

    private @Nullable App app;
    private @Nullable Query query;

    /** It knows the application's API key. */
    void isKnownByApiKey(App opened) {
        app = opened;
    }

    /** It knows the application's secret. */
    void hasSigned(App verified, Query parameters) {
        app = verified;
        query = parameters;
    }

    /** The application that it speaks for; empty if it did not show that it may. */
    Optional<App> appIfKnown() {
        return Optional.ofNullable(app);
    }

    /** The application that it speaks for. */
    App app() {
        return Objects.requireNonNull(app, "a resource was reached past the filter");
    }

    /** Whether this is a request of Pusher's API; else it is one of laravel-echo-server's. */
    boolean isSigned() {
        return query != null;
    }

    /** @throws RefusedRequestException 401 if this is no request of Pusher's API */
    void requireSigned() throws RefusedRequestException {
        query();
    }

    /**
     * The parameters in the query of a request of Pusher's API.
     *
     * @throws RefusedRequestException 401 if it is not signed
     */
    Query query() throws RefusedRequestException {
        if (query == null) {
            throw new RefusedRequestException(UNAUTHORIZED, "This request must be signed: auth_signature is missing");
        }
        return query;
    }
}
