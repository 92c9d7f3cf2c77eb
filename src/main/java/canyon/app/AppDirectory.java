package canyon.app;

import java.util.Optional;

/**
 * The applications that are served. Safe for use from any thread; may wait for a database for a moment, so that nothing
 * that must not block asks it.
 *
 * <p>While a database does not answer, what it has told before still holds. Of what it has not told the lookups throw
 * {@link AppsUnavailableException}.
 */
public interface AppDirectory {
    /** The default application: Socket.IO clients that name no other one belong to it, and what comes from Redis. */
    App standard();

    /** By its id; the default application only if it is configured. */
    Optional<App> find(String id);

    /** By its public key; the default application only if it is configured. */
    Optional<App> findByKey(String key);

    /** By a host name of its own, in lower case and without a port. */
    Optional<App> findByHost(String host);

    /** As it was when it was asked for last, by its scope; for callers that must not wait. */
    Optional<App> known(String scope);

    /** All of them, for people. */
    default AppCatalog catalog() {
        return new ConfiguredCatalog(this);
    }

    /** As it is configured now; empty if it is gone. */
    default Optional<App> refreshed(App app) {
        return app.scope().equals(App.DEFAULT_SCOPE) ? Optional.of(standard()) : find(app.id());
    }
}
