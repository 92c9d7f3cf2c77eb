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
import canyon.config.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How applications of a table are changed, on each database. What is remembered is remembered for an hour. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class TableStoreContract {
    private AppDirectory apps;
    private AppCatalog catalog;

    abstract DataSource database();

    @BeforeEach
    void make() throws SQLException {
        execute("DROP TABLE IF EXISTS apps", AppTableContract.SOKETI);
        open();
    }

    private void open() {
        AppTable table = new AppTable(database(), "apps", AppLimits.DEFAULT);
        TableApps source = new TableApps(table, Duration.ofHours(1), 1_000, System::nanoTime);
        ConfiguredApp standard = new ConfiguredApp(new AppSettings("own", "own-key", new Secret("s"), null));
        TableStore store = new TableStore(table, source, AppLimits.DEFAULT);
        apps = new Applications(standard, List.of(source), List.of(store));
        catalog = apps.catalog();
    }

    @Test
    void a_new_application_is_served_at_once_without_limits() throws Exception {
        assertThat(apps.find("shop")).isEmpty();

        AppCredentials created = catalog.create(AppCredentials.random("shop"));

        App app = apps.findByKey(created.key()).orElseThrow();
        assertThat(app.id()).isEqualTo("shop");
        assertThat(app.secret()).isEqualTo(created.secret());
        assertThat(app.rules().enabled()).isTrue();
        assertThat(app.rules().clientMessages()).isTrue();
        assertThat(app.limits().connections()).isZero();
        assertThat(created.apiKey()).as("soketi's table has no column for it").isNull();
        assertThat(apps.known("shop")).contains(app);
    }

    @Test
    void a_rotated_key_holds_at_once_and_the_former_one_no_more() throws Exception {
        AppCredentials former = catalog.create(AppCredentials.random("shop"));
        assertThat(apps.findByKey(former.key())).isPresent();

        AppCredentials rotated = catalog.rekey(AppCredentials.random("shop"));

        assertThat(apps.findByKey(former.key())).isEmpty();
        assertThat(apps.findByKey(rotated.key()).map(App::secret)).contains(rotated.secret());
    }

    @Test
    void an_application_is_disabled_enabled_and_removed_at_once() throws Exception {
        AppCredentials created = catalog.create(AppCredentials.random("shop"));

        catalog.enable("shop", false);
        assertThat(apps.find("shop").map(app -> app.rules().enabled())).contains(false);
        catalog.enable("shop", true);
        assertThat(apps.find("shop").map(app -> app.rules().enabled())).contains(true);
        catalog.remove("shop");

        assertThat(apps.find("shop")).isEmpty();
        assertThat(apps.findByKey(created.key())).isEmpty();
    }

    @Test
    void all_are_listed_in_parts_and_one_that_is_wrong_is_named() throws Exception {
        for (int i = 0; i < 5; i++) {
            catalog.create(AppCredentials.random("app-" + i));
        }
        execute("UPDATE apps SET max_connections = -7 WHERE id = 'app-3'");

        AppCatalog.Page first = catalog.list(null, 3);
        AppCatalog.Page second = catalog.list(first.next(), 3);

        assertThat(first.entries()).extracting(entry -> entry.app().id()).containsExactly("own", "app-0", "app-1");
        assertThat(second.entries()).extracting(entry -> entry.app().id()).containsExactly("app-2", "app-4");
        assertThat(second.problems()).singleElement().asString().startsWith("app-3: maxConnections = \"-7\"");
        assertThat(second.next()).isNull();
        assertThat(catalog.place()).isEqualTo(AppCatalog.Place.DATABASE);
    }

    @Test
    void what_cannot_be_done_is_refused_with_the_reason() throws Exception {
        catalog.create(AppCredentials.random("shop"));

        assertRefused(AppStoreException.Reason.CONFLICT, () -> catalog.create(AppCredentials.random("shop")));
        assertRefused(AppStoreException.Reason.UNKNOWN, () -> catalog.remove("blog"));
        assertRefused(AppStoreException.Reason.UNKNOWN, () -> catalog.rekey(AppCredentials.random("blog")));
    }

    @Test
    void what_somebody_else_removed_meanwhile_is_not_changed() throws Exception {
        catalog.create(AppCredentials.random("shop"));
        execute("DELETE FROM apps");

        assertRefused(AppStoreException.Reason.UNKNOWN, () -> catalog.enable("shop", false));
        assertThat(apps.find("shop")).isPresent();
    }

    @Test
    void a_table_of_another_form_is_written_too() throws Exception {
        execute(
                "DROP TABLE apps",
                "CREATE TABLE apps (id varchar(99) PRIMARY KEY, \"key\" varchar(99), secret varchar(99),"
                        + " api_key varchar(99), \"enabled\" boolean)");
        open();

        AppCredentials created = catalog.create(AppCredentials.random("shop"));
        catalog.enable("shop", false);

        assertThat(created.apiKey()).isNotNull();
        assertThat(apps.find("shop").map(App::apiKey)).contains(created.apiKey());
        assertThat(apps.find("shop").map(app -> app.rules().enabled())).contains(false);
    }

    @Test
    void a_column_of_which_Canyon_knows_nothing_may_forbid_a_new_one() throws Exception {
        execute("ALTER TABLE apps ADD COLUMN owner varchar(9) NOT NULL");

        assertThatThrownBy(() -> catalog.create(AppCredentials.random("shop")))
                .isInstanceOf(AppStoreException.class)
                .hasMessageContaining("The database refuses it")
                .hasMessageContaining("refuses");
        assertThat(apps.find("shop")).isEmpty();
    }

    private static void assertRefused(AppStoreException.Reason reason, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        AppStoreException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
