package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.AppSettings;
import canyon.config.ImportedApp;
import canyon.config.Secret;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportedAppsTest {
    private static final AppRules DISABLED = new AppRules(false, false, true, true, false, null, null, Set.of());
    private static final AppSettings STANDARD = AppSettings.unnamed(DISABLED, AppLimits.DEFAULT);

    private static AppSettings named(String name) {
        return new AppSettings(name, name + "-key", new Secret("s"), new Secret(name + "-api-key"));
    }

    private final ImportedApps apps = new ImportedApps(
            List.of(new ImportedApp(named("own"), false), new ImportedApp(named("shared"), true)), STANDARD);

    @Test
    void one_of_its_own_has_channels_of_its_own() {
        assertThat(apps.findByKey("own-key")).contains(new App("own", named("own")));
        assertThat(apps.find("own")).isEqualTo(apps.known("own")).isPresent();
        assertThat(apps.findByHost("own")).isEmpty();
    }

    @Test
    void one_that_shares_is_another_way_into_the_default_application() {
        App shared = apps.find("shared").orElseThrow();

        assertThat(shared.scope()).isEqualTo(App.DEFAULT_SCOPE);
        assertThat(shared.apiKey()).isEqualTo(new Secret("shared-api-key"));
        assertThat(shared.rules()).isEqualTo(DISABLED);
        assertThat(apps.findByKey("shared-key")).isEmpty();
    }
}
