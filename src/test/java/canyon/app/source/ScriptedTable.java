package canyon.app.source;

import canyon.config.AppSettings;
import canyon.config.InvalidAppsException;
import canyon.config.Secret;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A table that a test fills, takes away and asks what it was asked. */
final class ScriptedTable implements AppLookups {
    final List<Lookup> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, AppSettings> apps = new ConcurrentHashMap<>();
    private volatile @Nullable String outage;
    private volatile @Nullable String mistake;

    static AppSettings app(String id, String secret) {
        return new AppSettings(id, id + "-key", new Secret(secret), null);
    }

    void put(AppSettings app) {
        apps.put(app.id(), app);
    }

    void remove(String id) {
        apps.remove(id);
    }

    void goAway() {
        outage = "connection refused\nby the test";
    }

    void comeBack() {
        outage = null;
    }

    /** @param problem of every row from now on; null for none */
    void spoil(@Nullable String problem) {
        mistake = problem;
    }

    @Override
    public void check() throws SQLException {
        if (outage != null) {
            throw new SQLException(outage);
        }
    }

    @Override
    public Optional<AppSettings> find(Lookup lookup) throws SQLException, InvalidAppsException {
        asked.add(lookup);
        check();
        String problem = mistake;
        if (problem != null) {
            throw new InvalidAppsException(List.of(problem));
        }
        return apps.values().stream()
                .filter(app -> switch (lookup.by()) {
                    case ID -> app.id().equals(lookup.value());
                    case KEY -> app.key().equals(lookup.value());
                    case HOST -> app.rules().hosts().contains(lookup.value());
                })
                .findFirst();
    }
}
