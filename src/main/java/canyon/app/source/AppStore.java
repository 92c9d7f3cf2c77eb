package canyon.app.source;

import canyon.app.AppCatalog.Page;
import canyon.app.AppCatalog.Place;
import canyon.app.AppCredentials;
import canyon.app.AppStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A place of applications that people look after. Only one that gives no {@link #refusal} is asked for changes. Safe
 * for use from any thread; waits.
 */
interface AppStore {
    Place place();

    /** What people are told who want to change one of its applications; null if that is possible. */
    @Nullable
    String refusal();

    /**
     * Some of them.
     *
     * @param after the id that came last; null to begin
     */
    Page list(@Nullable String after, int limit);

    default AppCredentials create(AppCredentials credentials) throws AppStoreException {
        throw unchangeable();
    }

    default AppCredentials rekey(AppCredentials credentials) throws AppStoreException {
        throw unchangeable();
    }

    default void enable(String id, boolean enabled) throws AppStoreException {
        throw unchangeable();
    }

    default void remove(String id) throws AppStoreException {
        throw unchangeable();
    }

    private UnsupportedOperationException unchangeable() {
        return new UnsupportedOperationException(refusal());
    }

    /** Whether it has this one, whoever else has it. */
    boolean holds(String id);
}
