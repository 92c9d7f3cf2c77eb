package canyon.app.source;

import canyon.app.App;
import canyon.config.AppSettings;
import canyon.config.AppsFile;
import canyon.config.InvalidAppsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Applications of a file, which is read again when it has changed and somebody asks. While there is anything wrong with
 * it, those that it had before go on. Safe for use from any thread.
 */
final class FileApps implements AppSource {
    /** So that asking costs nothing most of the time. */
    static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(FileApps.class.getName());

    private final AppsFile file;
    private final LongSupplier nanos;
    private final ReentrantLock checking = new ReentrantLock();
    private volatile Index index;
    private volatile long lastCheck;

    /** Of what was read last, right or wrong. Only who holds {@link #checking} uses it, and the complaint. */
    private AppsFile.@Nullable Stamp seen;

    private String complaint = "";

    /** @param content as it was read at start */
    FileApps(AppsFile.Content content, LongSupplier nanos) {
        this.file = content.file();
        this.nanos = nanos;
        this.index = Index.of(content);
        this.lastCheck = nanos.getAsLong();
        this.seen = content.stamp();
    }

    private record Index(Map<String, App> byId, Map<String, App> byKey, Map<String, App> byHost) {
        static Index of(AppsFile.Content content) {
            Index index = new Index(new HashMap<>(), new HashMap<>(), new HashMap<>());
            for (AppSettings settings : content.apps()) {
                App app = new App(settings.id(), settings);
                index.byId.put(app.id(), app);
                index.byKey.put(app.key(), app);
                app.rules().hosts().forEach(host -> index.byHost.put(host, app));
            }
            return index;
        }
    }

    @Override
    public Optional<App> find(String id) {
        return Optional.ofNullable(current().byId.get(id));
    }

    @Override
    public Optional<App> findByKey(String key) {
        return Optional.ofNullable(current().byKey.get(key));
    }

    @Override
    public Optional<App> findByHost(String host) {
        return Optional.ofNullable(current().byHost.get(host));
    }

    @Override
    public Optional<App> known(String id) {
        return Optional.ofNullable(index.byId.get(id));
    }

    /** Looks at the file at once. */
    void refresh() {
        checking.lock();
        try {
            lastCheck = nanos.getAsLong();
            check();
        } finally {
            checking.unlock();
        }
    }

    /** All of them, by id. */
    List<App> sorted() {
        return current().byId.values().stream()
                .sorted(Comparator.comparing(App::id))
                .toList();
    }

    private Index current() {
        // One reads, the others need not wait for it.
        if (isDue() && checking.tryLock()) {
            try {
                if (isDue()) {
                    lastCheck = nanos.getAsLong();
                    check();
                }
            } finally {
                checking.unlock();
            }
        }
        return index;
    }

    private boolean isDue() {
        return nanos.getAsLong() - lastCheck >= CHECK_INTERVAL.toNanos();
    }

    private void check() {
        try {
            AppsFile.Stamp stamp = file.stamp();
            if (stamp.equals(seen)) {
                return;
            }
            seen = stamp;
            AppsFile.Content content = file.read();
            index = Index.of(content);
            complaint = "";
            content.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
            LOG.log(
                    Level.INFO,
                    "{0} has changed: it has {1} applications",
                    file.path(),
                    content.apps().size());
        } catch (InvalidAppsException e) {
            complain(e.getMessage());
        }
    }

    private void complain(@Nullable String problem) {
        if (!complaint.equals(problem)) {
            complaint = String.valueOf(problem);
            LOG.log(Level.ERROR, "the applications stay as they were: {0}", problem);
        }
    }
}
