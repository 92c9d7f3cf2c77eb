package canyon.app.source;

import canyon.app.App;
import java.util.Optional;

/** Some applications besides the default one. Safe for use from any thread. */
interface AppSource {
    Optional<App> find(String id);

    Optional<App> findByKey(String key);

    Optional<App> findByHost(String host);

    /** As it was when it was asked for last; never waits. */
    Optional<App> known(String id);
}
