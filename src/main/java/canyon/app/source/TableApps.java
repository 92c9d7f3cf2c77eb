package canyon.app.source;

import canyon.app.App;
import canyon.app.AppsUnavailableException;
import canyon.config.InvalidAppsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Applications of a table, whose answers are kept for a time. While the database does not answer, or what it says of an
 * application is wrong, what it said before holds. Safe for use from any thread.
 */
final class TableApps implements AppSource {
    /** How long it is remembered that there is no such application: who has just made one need not wait for it. */
    static final Duration MISSING_TIME_TO_LIVE = Duration.ofSeconds(5);

    /** Lookups at once, so that strangers with made-up keys do not take all connections of the pool. */
    static final int MAX_AT_ONCE = 8;

    private static final Duration TURN = Duration.ofSeconds(5);

    /** As ids, keys and hosts of applications are written; nothing else can be one. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:\\[\\]-]{1,255}");

    private static final Logger LOG = System.getLogger(TableApps.class.getName());

    private final AppLookups table;
    private final long timeToLive;
    private final long missingTimeToLive;
    private final LongSupplier nanos;
    private final Recent<Lookup, Answer> found;
    private final Recent<Lookup, Answer> missing;
    private final Recent<Lookup, String> complaints;
    private final SingleFlight<Lookup, Optional<App>> flights = new SingleFlight<>();
    private final Semaphore turns = new Semaphore(MAX_AT_ONCE);
    private final Outage outage;

    /** Changes of the table by this node: what was asked for before one is not kept. */
    private final AtomicLong changes = new AtomicLong();

    TableApps(AppLookups table, Duration timeToLive, int cacheEntries, LongSupplier nanos) {
        this.table = table;
        this.timeToLive = timeToLive.toNanos();
        this.missingTimeToLive = Math.min(timeToLive.toNanos(), MISSING_TIME_TO_LIVE.toNanos());
        this.nanos = nanos;
        this.found = new Recent<>(cacheEntries);
        this.missing = new Recent<>(cacheEntries);
        this.complaints = new Recent<>(cacheEntries);
        this.outage = new Outage(nanos);
    }

    private record Answer(@Nullable App app, long given) {
        boolean isOlderThan(long age, long now) {
            return now - given >= age;
        }
    }

    /** Looks whether there is such a table. @throws InvalidAppsException if it cannot hold applications */
    void check() throws InvalidAppsException {
        try {
            table.check();
        } catch (SQLException e) {
            outage.begin(e);
        }
    }

    @Override
    public Optional<App> find(String id) {
        return answer(Lookup.id(id));
    }

    @Override
    public Optional<App> findByKey(String key) {
        return answer(Lookup.key(key));
    }

    @Override
    public Optional<App> findByHost(String host) {
        return answer(Lookup.host(host));
    }

    @Override
    public Optional<App> known(String id) {
        Answer answer = found.get(Lookup.id(id));
        return answer == null ? Optional.empty() : Optional.ofNullable(answer.app);
    }

    private Optional<App> answer(Lookup lookup) {
        if (!NAME.matcher(lookup.value()).matches()) {
            return Optional.empty();
        }
        Answer kept = kept(lookup);
        return kept != null ? Optional.ofNullable(kept.app) : flights.result(lookup, () -> landed(lookup));
    }

    /** The answer that is young enough; null if there is none. */
    private @Nullable Answer kept(Lookup lookup) {
        long now = nanos.getAsLong();
        Answer app = found.get(lookup);
        if (app != null) {
            return app.isOlderThan(timeToLive, now) ? null : app;
        }
        Answer none = missing.get(lookup);
        return none == null || none.isOlderThan(missingTimeToLive, now) ? null : none;
    }

    private Optional<App> landed(Lookup lookup) {
        // The flight before this one may have landed after we looked.
        Answer kept = kept(lookup);
        if (kept != null) {
            return Optional.ofNullable(kept.app);
        }
        if (outage.isPause() || !hasTurn()) {
            return former(lookup);
        }
        try {
            long before = changes.get();
            Optional<App> app = table.find(lookup).map(settings -> new App(settings.id(), settings));
            outage.end();
            complaints.remove(lookup);
            keep(lookup, app.orElse(null), before);
            return app;
        } catch (SQLException e) {
            outage.begin(e);
            return former(lookup);
        } catch (InvalidAppsException e) {
            outage.end();
            return formerDespite(e, lookup);
        } finally {
            turns.release();
        }
    }

    private boolean hasTurn() {
        try {
            return turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<App> former(Lookup lookup) {
        Answer answer = found.get(lookup);
        if (answer == null && lookup.by() == Lookup.By.HOST) {
            // Nobody asked for it by name: most hosts are no application's own.
            answer = missing.get(lookup);
        }
        if (answer == null) {
            throw new AppsUnavailableException();
        }
        return Optional.ofNullable(answer.app);
    }

    private Optional<App> formerDespite(InvalidAppsException problem, Lookup lookup) {
        String text = String.valueOf(problem.getMessage());
        if (!text.equals(complaints.put(lookup, text))) {
            LOG.log(Level.ERROR, "an application in the table stays as it was: {0}", text);
        }
        Answer answer = found.get(lookup);
        App app = answer == null ? null : answer.app;
        keep(lookup, app, changes.get());
        return Optional.ofNullable(app);
    }

    /**
     * This node has changed an application in the table: what is remembered of it is not true any more.
     *
     * @param former as it was; null if it is new
     * @param key that it has now
     */
    void changed(String id, @Nullable App former, String key) {
        synchronized (changes) {
            changes.incrementAndGet();
            forget(Lookup.id(id));
            forget(Lookup.key(key));
            if (former != null) {
                forget(Lookup.key(former.key()));
                former.rules().hosts().forEach(host -> forget(Lookup.host(host)));
            }
        }
    }

    private void forget(Lookup lookup) {
        found.remove(lookup);
        missing.remove(lookup);
    }

    /** @param before {@link #changes} when it was asked for */
    private void keep(Lookup lookup, @Nullable App app, long before) {
        synchronized (changes) {
            if (changes.get() == before) {
                keep(lookup, app);
            }
        }
    }

    private void keep(Lookup lookup, @Nullable App app) {
        Answer answer = new Answer(app, nanos.getAsLong());
        if (app == null) {
            Answer gone = found.remove(lookup);
            if (gone != null && gone.app != null && lookup.by() == Lookup.By.ID) {
                found.remove(Lookup.key(gone.app.key()));
            }
            missing.put(lookup, answer);
            return;
        }
        missing.remove(lookup);
        found.put(lookup, answer);
        found.put(Lookup.id(app.id()), answer);
        found.put(Lookup.key(app.key()), answer);
    }
}
