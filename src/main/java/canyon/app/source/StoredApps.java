package canyon.app.source;

import canyon.app.App;
import canyon.app.AppCatalog;
import canyon.app.AppCredentials;
import canyon.app.AppDirectory;
import canyon.app.AppStoreException;
import canyon.app.AppStoreException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The default application, then those of one store after the other. */
final class StoredApps implements AppCatalog {
    private final AppDirectory directory;
    private final List<AppStore> stores;

    StoredApps(AppDirectory directory, List<AppStore> stores) {
        this.directory = directory;
        this.stores = List.copyOf(stores);
    }

    /** What comes next stands behind the name of its place and a colon, since an id may be in several. */
    @Override
    public Page list(@Nullable String after, int limit) {
        List<Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        if (after == null) {
            entries.add(new Entry(directory.standard(), Place.CONFIGURATION));
        }
        boolean begun = after == null;
        for (AppStore store : stores) {
            String mark = store.place().text() + ":";
            String last = "";
            if (!begun) {
                if (after == null || !after.startsWith(mark)) {
                    continue;
                }
                begun = true;
                last = after.substring(mark.length());
            }
            if (entries.size() >= limit) {
                return new Page(entries, problems, mark);
            }
            Page page = store.list(last.isEmpty() ? null : last, limit - entries.size());
            page.entries().stream().filter(this::isServed).forEach(entries::add);
            problems.addAll(page.problems());
            if (page.next() != null) {
                return new Page(entries, problems, mark + page.next());
            }
        }
        return new Page(entries, problems, null);
    }

    /** Of two applications with one id only the first is. */
    private boolean isServed(Entry entry) {
        return !directory.standard().id().equals(entry.app().id())
                && stores.stream()
                        .takeWhile(store -> store.place() != entry.place())
                        .noneMatch(store -> store.holds(entry.app().id()));
    }

    @Override
    public Place place() {
        return writable().map(AppStore::place).orElse(Place.CONFIGURATION);
    }

    private Optional<AppStore> writable() {
        return stores.stream().filter(store -> store.refusal() == null).findFirst();
    }

    @Override
    public AppCredentials create(AppCredentials credentials) throws AppStoreException {
        AppStore store = writable()
                .orElseThrow(() -> new AppStoreException(
                        Reason.CONFLICT,
                        "No store of applications can be written: neither the file and its folder nor a database"));
        if (directory.find(credentials.id()).isPresent()) {
            throw new AppStoreException(Reason.CONFLICT, "There is an application " + credentials.id() + " already");
        }
        return store.create(credentials);
    }

    @Override
    public AppCredentials rekey(AppCredentials credentials) throws AppStoreException {
        return storeOf(credentials.id()).rekey(credentials);
    }

    @Override
    public void enable(String id, boolean enabled) throws AppStoreException {
        storeOf(id).enable(id, enabled);
    }

    @Override
    public void remove(String id) throws AppStoreException {
        storeOf(id).remove(id);
    }

    private AppStore storeOf(String id) throws AppStoreException {
        App standard = directory.standard();
        if (standard.id().equals(id)) {
            throw new AppStoreException(
                    Reason.CONFLICT, "The default application is changed in the configuration (canyon.app.…)");
        }
        AppStore store = stores.stream()
                .filter(each -> each.holds(id))
                .findFirst()
                .orElseThrow(() -> new AppStoreException(Reason.UNKNOWN, "There is no application " + id));
        String refusal = store.refusal();
        if (refusal != null) {
            throw new AppStoreException(Reason.CONFLICT, refusal);
        }
        return store;
    }
}
