package canyon.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Only the default application, which is changed in the configuration. */
record ConfiguredCatalog(AppDirectory apps) implements AppCatalog {
    @Override
    public Page list(@Nullable String after, int limit) {
        List<Entry> all = List.of(new Entry(apps.standard(), Place.CONFIGURATION));
        return new Page(after == null ? all : List.of(), List.of(), null);
    }

    @Override
    public Place place() {
        return Place.CONFIGURATION;
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
                "Applications are kept in the configuration only: set canyon.apps.file or canyon.apps.datasource");
    }
}
