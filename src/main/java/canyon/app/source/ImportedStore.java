package canyon.app.source;

import canyon.app.App;
import canyon.app.AppCatalog.Entry;
import canyon.app.AppCatalog.Page;
import canyon.app.AppCatalog.Place;
import canyon.config.ImportedApp;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Applications of an import as people look after them: they are changed where they come from. Those that share the
 * channels of the default application are no applications of their own, and not listed. Immutable.
 */
final class ImportedStore implements AppStore {
    private final NavigableMap<String, App> listed = new TreeMap<>();
    private final Set<String> ids = new HashSet<>();

    ImportedStore(List<ImportedApp> apps) {
        for (ImportedApp app : apps) {
            String id = app.settings().id();
            ids.add(id);
            if (!app.shared()) {
                listed.put(id, new App(id, app.settings()));
            }
        }
    }

    @Override
    public Place place() {
        return Place.IMPORT;
    }

    @Override
    public String refusal() {
        return "An imported application is changed in what it was imported from (canyon.import)";
    }

    @Override
    public Page list(@Nullable String after, int limit) {
        NavigableMap<String, App> rest = after == null ? listed : listed.tailMap(after, false);
        List<Entry> shown = rest.values().stream()
                .limit(limit)
                .map(app -> new Entry(app, Place.IMPORT))
                .toList();
        String next = rest.size() > limit ? shown.get(limit - 1).app().id() : null;
        return new Page(shown, List.of(), next);
    }

    @Override
    public boolean holds(String id) {
        return ids.contains(id);
    }
}
