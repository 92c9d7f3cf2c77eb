package canyon.app.source;

import canyon.app.App;
import canyon.app.AppCatalog.Entry;
import canyon.app.AppCatalog.Page;
import canyon.app.AppCatalog.Place;
import canyon.app.AppCredentials;
import canyon.app.AppStoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The imported applications, which are changed where they come from. */
final class ImportedStore implements AppStore {
    private final ImportedApps apps;

    ImportedStore(ImportedApps apps) {
        this.apps = apps;
    }

    @Override
    public Place place() {
        return Place.IMPORT;
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public boolean holds(String id) {
        return apps.find(id).isPresent();
    }

    @Override
    public Page list(@Nullable String after, int limit) {
        List<App> found = apps.sorted().stream()
                .filter(app -> after == null || app.id().compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        List<Entry> shown = found.stream()
                .limit(limit)
                .map(app -> new Entry(app, Place.IMPORT))
                .toList();
        return new Page(
                shown, List.of(), found.size() > limit ? found.get(limit - 1).id() : null);
    }

    @Override
    public AppCredentials create(AppCredentials credentials) throws AppStoreException {
        throw refused();
    }

    @Override
    public AppCredentials rekey(AppCredentials credentials) throws AppStoreException {
        throw refused();
    }

    @Override
    public void enable(String id, boolean enabled) throws AppStoreException {
        throw refused();
    }

    @Override
    public void remove(String id) throws AppStoreException {
        throw refused();
    }

    private static AppStoreException refused() {
        return new AppStoreException(
                AppStoreException.Reason.CONFLICT,
                "The application was imported from another server's configuration and is changed there"
                        + " (canyon.import)");
    }
}
