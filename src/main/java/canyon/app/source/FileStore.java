package canyon.app.source;

import canyon.app.App;
import canyon.app.AppCatalog.Entry;
import canyon.app.AppCatalog.Page;
import canyon.app.AppCatalog.Place;
import canyon.app.AppCredentials;
import canyon.app.AppStoreException;
import canyon.app.AppStoreException.Reason;
import canyon.config.AppField;
import canyon.config.AppsFile;
import canyon.config.InvalidAppsException;
import canyon.message.JsonText;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The applications of a file, which is written anew with each change. */
final class FileStore implements AppStore {
    private final AppsFile file;
    private final FileApps apps;

    FileStore(AppsFile file, FileApps apps) {
        this.file = file;
        this.apps = apps;
    }

    @Override
    public Place place() {
        return Place.FILE;
    }

    @Override
    public @Nullable String refusal() {
        return FileReplacement.isPossible(file.path()) ? null : "The file of the applications may not be written";
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
                .map(app -> new Entry(app, Place.FILE))
                .toList();
        String next = found.size() > limit ? found.get(limit - 1).id() : null;
        return new Page(shown, List.of(), next);
    }

    @Override
    public AppCredentials create(AppCredentials credentials) throws AppStoreException {
        Map<String, JsonText> app = new LinkedHashMap<>();
        app.put(AppField.ID.toString(), JsonText.ofString(credentials.id()));
        values(credentials).forEach((field, value) -> app.put(field.toString(), value));
        change(null, text -> text.added(JsonText.ofMembers(app)));
        return credentials;
    }

    @Override
    public AppCredentials rekey(AppCredentials credentials) throws AppStoreException {
        change(credentials.id(), text -> text.changed(credentials.id(), values(credentials)));
        return credentials;
    }

    @Override
    public void enable(String id, boolean enabled) throws AppStoreException {
        change(id, text -> text.changed(id, Map.of(AppField.ENABLED, new JsonText(String.valueOf(enabled)))));
    }

    @Override
    public void remove(String id) throws AppStoreException {
        change(id, text -> text.removed(id));
    }

    private static Map<AppField, JsonText> values(AppCredentials credentials) {
        Map<AppField, JsonText> values = new EnumMap<>(AppField.class);
        values.put(AppField.KEY, JsonText.ofString(credentials.key()));
        values.put(AppField.SECRET, JsonText.ofString(credentials.secret().reveal()));
        if (credentials.apiKey() != null) {
            values.put(AppField.API_KEY, JsonText.ofString(credentials.apiKey().reveal()));
        }
        return values;
    }

    /** @param id of the application that is to be changed; null for a new one */
    private synchronized void change(@Nullable String id, UnaryOperator<AppsText> change) throws AppStoreException {
        try {
            AppsFile.Stamp stamp = file.stamp();
            String text = file.text();
            file.content(stamp, text);
            AppsText before = new AppsText(text);
            if (id != null && !before.holds(id)) {
                throw new AppStoreException(Reason.UNKNOWN, "There is no application " + id + " in " + file.path());
            }
            String after = change.apply(before).text();
            file.content(stamp, after);
            if (!file.stamp().equals(stamp)) {
                throw new AppStoreException(
                        Reason.CONFLICT, file.path() + " has been changed by somebody else meanwhile: try again");
            }
            FileReplacement.write(file.path(), after);
        } catch (InvalidAppsException e) {
            throw new AppStoreException(Reason.CONFLICT, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new AppStoreException(Reason.CONFLICT, file.path() + " could not be written: " + e, e);
        }
        apps.refresh();
    }
}
