package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.app.App;
import canyon.app.AppCatalog;
import canyon.app.AppCredentials;
import canyon.app.AppDirectory;
import canyon.app.AppStoreException;
import canyon.app.ConfiguredApp;
import canyon.config.AppLimits;
import canyon.config.AppSettings;
import canyon.config.AppsFile;
import canyon.config.InvalidAppsException;
import canyon.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog of a default application and a file, whose time does not pass: a change holds at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FileStoreTest {
    private static final String SHOP = "{\"id\":\"shop\",\"key\":\"shop-key\",\"secret\":\"s\",\"colour\":\"red\"}";
    private static final String BLOG = "{\"id\":\"blog\",\"key\":\"blog-key\",\"secret\":\"s\"}";

    @TempDir
    private Path folder;

    private Path file;
    private AppDirectory apps;
    private AppCatalog catalog;

    @BeforeEach
    void write() throws IOException, InvalidAppsException {
        file = Files.writeString(folder.resolve("apps.json"), "[" + SHOP + ",\n " + BLOG + "]");
        AppsFile described = new AppsFile(file, AppLimits.DEFAULT);
        FileApps source = new FileApps(described.read(), () -> 0);
        ConfiguredApp standard = new ConfiguredApp(new AppSettings("own", "own-key", new Secret("s"), null));
        apps = new Applications(standard, List.of(source), List.of(new FileStore(described, source)));
        catalog = apps.catalog();
    }

    @Test
    void a_new_application_is_served_at_once_and_the_others_stay_as_people_wrote_them() throws Exception {
        AppCredentials created = catalog.create(AppCredentials.random("wiki"));

        assertThat(apps.findByKey(created.key()).map(App::id)).contains("wiki");
        assertThat(apps.find("wiki").map(App::secret)).contains(created.secret());
        assertThat(apps.find("wiki").map(App::apiKey)).contains(created.apiKey());
        assertThat(Files.readString(file)).startsWith("[" + SHOP + ",\n " + BLOG + ",\n {\"id\":\"wiki\",");
        assertThat(created.key()).matches("[a-z0-9]{20}");
        assertThat(created.secret().reveal()).matches("[a-z0-9]{40}");
    }

    @Test
    void rotated_keys_take_the_place_of_the_former_ones() throws Exception {
        AppCredentials rotated = catalog.rekey(AppCredentials.random("shop"));

        assertThat(apps.findByKey("shop-key")).isEmpty();
        assertThat(apps.findByKey(rotated.key()).map(App::id)).contains("shop");
        assertThat(Files.readString(file)).contains("\"colour\":\"red\"").contains(BLOG);
    }

    @Test
    void an_application_is_disabled_enabled_and_removed() throws Exception {
        catalog.enable("shop", false);
        assertThat(apps.find("shop").map(app -> app.rules().enabled())).contains(false);
        catalog.enable("shop", true);
        assertThat(apps.find("shop").map(app -> app.rules().enabled())).contains(true);

        catalog.remove("shop");

        assertThat(apps.find("shop")).isEmpty();
        assertThat(Files.readString(file)).isEqualTo("[" + BLOG + "]");
    }

    @Test
    void nothing_else_is_left_in_the_folder_and_permissions_stay() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        catalog.enable("blog", false);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_link_stays_one() throws Exception {
        Path real = Files.move(file, folder.resolve("real.json"));
        Files.createSymbolicLink(file, real);

        catalog.remove("blog");

        assertThat(file).isSymbolicLink();
        assertThat(real).content().isEqualTo("[" + SHOP + "]");
    }

    @Test
    void a_file_that_is_wrong_is_not_touched() throws Exception {
        Files.writeString(file, "[" + SHOP + ",");

        assertRefused(AppStoreException.Reason.CONFLICT, () -> catalog.remove("shop"));
        assertThat(file).content().isEqualTo("[" + SHOP + ",");
    }

    @Test
    void what_somebody_else_wrote_meanwhile_is_kept() throws Exception {
        Files.writeString(file, "[" + BLOG + ",{\"id\":\"late\",\"key\":\"l\",\"secret\":\"s\"}]");

        catalog.enable("blog", false);

        assertThat(file).content().contains("\"late\"").contains("\"enabled\":false");
        assertRefused(AppStoreException.Reason.UNKNOWN, () -> catalog.remove("shop"));
    }

    @Test
    void an_id_that_is_taken_and_one_that_does_not_exist_are_refused() {
        assertRefused(AppStoreException.Reason.CONFLICT, () -> catalog.create(AppCredentials.random("shop")));
        assertRefused(AppStoreException.Reason.CONFLICT, () -> catalog.create(AppCredentials.random("own")));
        assertRefused(AppStoreException.Reason.CONFLICT, () -> catalog.remove("own"));
        assertRefused(AppStoreException.Reason.UNKNOWN, () -> catalog.rekey(AppCredentials.random("nobody")));
        assertRefused(AppStoreException.Reason.UNKNOWN, () -> catalog.enable("nobody", true));
    }

    @Test
    void all_are_listed_in_parts() {
        AppCatalog.Page first = catalog.list(null, 2);
        AppCatalog.Page second = catalog.list(first.next(), 2);

        assertThat(first.entries()).extracting(entry -> entry.app().id()).containsExactly("own", "blog");
        assertThat(second.entries()).extracting(entry -> entry.app().id()).containsExactly("shop");
        assertThat(second.entries()).extracting(AppCatalog.Entry::place).containsExactly(AppCatalog.Place.FILE);
        assertThat(second.next()).isNull();
        assertThat(catalog.place()).isEqualTo(AppCatalog.Place.FILE);
    }

    @Test
    void without_a_store_nothing_can_be_changed() {
        AppCatalog alone = new ConfiguredApp(new AppSettings("own", "own-key", new Secret("s"), null)).catalog();

        assertThat(alone.list(null, 10).entries())
                .extracting(entry -> entry.app().id())
                .containsExactly("own");
        assertThat(alone.place()).isEqualTo(AppCatalog.Place.CONFIGURATION);
        assertRefused(AppStoreException.Reason.CONFLICT, () -> alone.create(AppCredentials.random("shop")));
    }

    private static void assertRefused(AppStoreException.Reason reason, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        AppStoreException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
