package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.app.AppCatalog;
import canyon.app.AppCredentials;
import canyon.app.AppDirectory;
import canyon.app.AppStoreException;
import canyon.app.ConfiguredApp;
import canyon.config.AppSettings;
import canyon.config.ImportedApp;
import canyon.config.Secret;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportedStoreTest {
    private static final List<ImportedApp> IMPORTED = List.of(
            new ImportedApp(named("shop"), false),
            new ImportedApp(named("blog"), false),
            new ImportedApp(named("client"), true),
            new ImportedApp(named("wiki"), false));

    private final AppDirectory apps = new Applications(
            new ConfiguredApp(named("own")),
            List.of(new ImportedApps(IMPORTED, named("own"))),
            List.of(new ImportedStore(IMPORTED)));

    private static AppSettings named(String name) {
        return new AppSettings(name, name + "-key", new Secret("s"), null);
    }

    @Test
    void applications_of_their_own_are_listed_with_where_they_stand() {
        AppCatalog.Page first = apps.catalog().list(null, 3);
        AppCatalog.Page second = apps.catalog().list(first.next(), 3);

        assertThat(first.entries()).extracting(entry -> entry.app().id()).containsExactly("own", "blog", "shop");
        assertThat(second.entries()).extracting(entry -> entry.app().id()).containsExactly("wiki");
        assertThat(second.entries()).extracting(AppCatalog.Entry::place).containsExactly(AppCatalog.Place.IMPORT);
        assertThat(second.next()).isNull();
    }

    @Test
    void nothing_of_them_can_be_changed_and_it_is_said_where_they_are() {
        AppCatalog catalog = apps.catalog();

        assertThat(catalog.place()).isEqualTo(AppCatalog.Place.CONFIGURATION);
        assertRefused(() -> catalog.remove("shop"));
        assertRefused(() -> catalog.enable("shop", false));
        assertRefused(() -> catalog.rekey(AppCredentials.random("shop")));
        assertRefused(() -> catalog.remove("client"));
    }

    private static void assertRefused(ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        AppStoreException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(AppStoreException.Reason.CONFLICT))
                .hasMessageContaining("canyon.import");
    }
}
