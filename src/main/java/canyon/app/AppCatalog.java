package canyon.app;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The applications as people look after them: all in a list, and changed where their store can be written. A change
 * takes effect on this node before the method returns. Safe for use from any thread; waits for the file or the
 * database.
 */
public interface AppCatalog {
    /** Where an application stands. */
    enum Place {
        CONFIGURATION,
        FILE,
        IMPORT,
        DATABASE;

        /** In lower case. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An application and where it stands. */
    record Entry(App app, Place place) {}

    /**
     * A part of the list.
     *
     * @param problems what is wrong with applications that are therefore left out, without secrets
     * @param next what to ask for the next part with; null if there is none
     */
    record Page(
            List<Entry> entries,
            List<String> problems,
            @Nullable String next) {
        public Page {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Some applications, in an order that stays the same.
     *
     * @param after {@link Page#next} of the part before; null for the first one
     * @throws AppsUnavailableException if the database does not answer
     */
    Page list(@Nullable String after, int limit);

    /** Where a new application would stand; {@link Place#CONFIGURATION} if nowhere. */
    Place place();

    /** Adds an application with nothing but its credentials. Gives them back as they could be stored. */
    AppCredentials create(AppCredentials credentials) throws AppStoreException;

    /** Takes other credentials; the former ones are refused from now on, who is connected stays so. */
    AppCredentials rekey(AppCredentials credentials) throws AppStoreException;

    void enable(String id, boolean enabled) throws AppStoreException;

    void remove(String id) throws AppStoreException;
}
