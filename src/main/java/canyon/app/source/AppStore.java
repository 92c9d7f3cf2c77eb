package canyon.app.source;

import canyon.app.AppCatalog.Page;
import canyon.app.AppCatalog.Place;
import canyon.app.AppCredentials;
import canyon.app.AppStoreException;
import org.jspecify.annotations.Nullable;

/** A place of applications that people look after. Safe for use from any thread; waits. */
interface AppStore {
    Place place();

    boolean isWritable();

    /**
     * Some of them.
     *
     * @param after the id that came last; null to begin
     */
    Page list(@Nullable String after, int limit);

    AppCredentials create(AppCredentials credentials) throws AppStoreException;

    AppCredentials rekey(AppCredentials credentials) throws AppStoreException;

    void enable(String id, boolean enabled) throws AppStoreException;

    void remove(String id) throws AppStoreException;

    /** Whether it has this one, whoever else has it. */
    boolean holds(String id);
}
