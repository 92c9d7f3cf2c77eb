package canyon.app.source;

import canyon.app.App;
import canyon.app.AppCatalog;
import canyon.app.AppDirectory;
import canyon.app.ConfiguredApp;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The default application and those of all sources. Of two with the same name the one of the earlier source wins. */
final class Applications implements AppDirectory {
    private final ConfiguredApp standard;
    private final List<AppSource> sources;
    private final AppCatalog catalog;

    Applications(ConfiguredApp standard, List<AppSource> sources) {
        this(standard, sources, List.of());
    }

    /** @param stores of the sources, in their order */
    Applications(ConfiguredApp standard, List<AppSource> sources, List<AppStore> stores) {
        this.standard = standard;
        this.sources = List.copyOf(sources);
        this.catalog = new StoredApps(this, stores);
    }

    @Override
    public AppCatalog catalog() {
        return catalog;
    }

    @Override
    public App standard() {
        return standard.standard();
    }

    @Override
    public Optional<App> find(String id) {
        return standard.find(id).or(() -> first(source -> source.find(id)));
    }

    @Override
    public Optional<App> findByKey(String key) {
        return standard.findByKey(key)
                .or(() -> first(source -> source.findByKey(key)).filter(this::isMeant));
    }

    @Override
    public Optional<App> findByHost(String host) {
        return standard.findByHost(host)
                .or(() -> first(source -> source.findByHost(host)).filter(this::isMeant));
    }

    @Override
    public Optional<App> known(String scope) {
        return standard.known(scope).or(() -> first(source -> source.known(scope)));
    }

    /** Of two applications with one id the first is served alone: in the other's name nobody may join its channels. */
    private boolean isMeant(App app) {
        return find(app.id()).filter(found -> found.key().equals(app.key())).isPresent();
    }

    private Optional<App> first(Function<AppSource, Optional<App>> lookup) {
        return sources.stream().map(lookup).flatMap(Optional::stream).findFirst();
    }
}
