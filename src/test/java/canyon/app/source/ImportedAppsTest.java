package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import canyon.app.App;
import canyon.app.AppCatalog;
import canyon.app.AppCatalog.Entry;
import canyon.app.AppCatalog.Page;
import canyon.app.AppCatalog.Place;
import canyon.app.AppStoreException;
import canyon.app.ConfiguredApp;
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

    @Test
    void people_see_them_all_and_change_them_where_they_come_from() {
        AppCatalog catalog = new Applications(
                        new ConfiguredApp(STANDARD), List.of(apps), List.of(new ImportedStore(apps)))
                .catalog();

        Page first = catalog.list(null, 2);
        Page second = catalog.list(first.next(), 2);

        assertThat(first.entries())
                .extracting(entry -> entry.app().id(), Entry::place)
                .containsExactly(tuple("", Place.CONFIGURATION), tuple("own", Place.IMPORT));
        assertThat(second.entries()).extracting(entry -> entry.app().id()).containsExactly("shared");
        assertThat(second.next()).isNull();
        assertThat(catalog.place()).isEqualTo(Place.CONFIGURATION);
        assertThatThrownBy(() -> catalog.enable("own", false))
                .isInstanceOf(AppStoreException.class)
                .hasMessageContaining("imported");
    }
}
