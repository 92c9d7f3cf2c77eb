package canyon.dashboard;

import canyon.app.App;
import canyon.app.AppDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people call applications, and what connections and channels know them by. Safe for use from any thread. */
@ApplicationScoped
public class AppNames {
    @Inject
    AppDirectory apps;

    /** The id of the application with this scope; empty if it is the default one without a name. */
    String id(String scope) {
        return scope.equals(App.DEFAULT_SCOPE) ? apps.standard().id() : scope;
    }

    /** @param id null or empty for the default application */
    App app(@Nullable String id) throws RefusalException {
        return id == null || id.isEmpty()
                ? apps.standard()
                : apps.find(id).orElseThrow(() -> RefusalException.notFound("There is no application " + shown(id)));
    }

    /**
     * The scope of the only application that a list shall show; empty for those of all.
     *
     * @param id null or empty for all
     */
    Optional<String> scope(@Nullable String id) throws RefusalException {
        return id == null || id.isEmpty() ? Optional.empty() : Optional.of(app(id).scope());
    }

    private static String shown(String id) {
        return id.length() <= 100 ? id : id.substring(0, 100) + "…";
    }
}
