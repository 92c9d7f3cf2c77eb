package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.config.AppLimits;
import canyon.config.AppSettings;
import canyon.config.InvalidAppsException;
import canyon.config.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do with a table of applications. */
abstract class AppTableContract {
    /** As soketi's documentation has it for PostgreSQL. */
    static final String SOKETI = """
            CREATE TABLE apps (
                id varchar(255) PRIMARY KEY,
                "key" varchar(255) NOT NULL,
                secret varchar(255) NOT NULL,
                max_connections integer NOT NULL,
                enable_client_messages smallint NOT NULL,
                "enabled" smallint NOT NULL,
                max_backend_events_per_sec integer NOT NULL,
                max_client_events_per_sec integer NOT NULL,
                max_read_req_per_sec integer NOT NULL,
                max_presence_members_per_channel integer DEFAULT NULL,
                max_presence_member_size_in_kb integer DEFAULT NULL,
                max_channel_name_length integer DEFAULT NULL,
                max_event_channels_at_once integer DEFAULT NULL,
                max_event_name_length integer DEFAULT NULL,
                max_event_payload_in_kb integer DEFAULT NULL,
                max_event_batch_size integer DEFAULT NULL,
                webhooks json,
                enable_user_authentication smallint NOT NULL
            )
            """;

    abstract DataSource database();

    @BeforeEach
    void empty() throws SQLException {
        execute("DROP SCHEMA IF EXISTS canyon CASCADE");
        for (String table : new String[] {"apps", "\"apps\"", "\"Apps\"", "\"order\""}) {
            execute("DROP TABLE IF EXISTS " + table);
        }
    }

    @Test
    void a_table_of_soketi_works_as_it_is() throws Exception {
        execute(
                SOKETI,
                "INSERT INTO apps VALUES ('app-id', 'app-key', 'app-secret', 200, 0, 1, -1, -1, -1, null, 2, null, null,"
                        + " null, null, null, '[{\"url\":\"https://shop.test/\",\"event_types\":[\"client_event\"]}]', 0)");
        AppTable table = table("apps");

        AppSettings app = table.find(Lookup.id("app-id")).orElseThrow();

        assertThat(table.find(Lookup.key("app-key"))).contains(app);
        assertThat(app.secret()).isEqualTo(new Secret("app-secret"));
        assertThat(app.apiKey()).isNull();
        assertThat(app.limits().connections()).isEqualTo(200);
        assertThat(app.limits().clientEventsPerSecond()).isZero();
        assertThat(app.limits().presenceMemberBytes()).isEqualTo(2048);
        assertThat(app.limits().batchEvents()).isEqualTo(AppLimits.DEFAULT.batchEvents());
        assertThat(app.rules().enabled()).isTrue();
        assertThat(app.rules().clientMessages()).isFalse();
        assertThat(app.rules().userAuthentication()).isFalse();
        assertThat(app.webhooks()).hasSize(1);
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        execute(SOKETI);

        assertThat(table("apps").find(Lookup.id("app-id"))).isEmpty();
        assertThat(table("apps").find(Lookup.key("app-key"))).isEmpty();
    }

    @Test
    void columns_may_be_written_in_camel_case_and_hold_more_than_soketis() throws Exception {
        execute(
                "CREATE TABLE apps (\"id\" varchar(9), \"key\" varchar(9), \"secret\" varchar(9), \"apiKey\" varchar(9),"
                        + " \"maxConnections\" integer, \"tlsOnly\" boolean, \"createdAt\" timestamp)",
                "INSERT INTO apps VALUES ('shop', 'k', 's', 'api', 7, true, null)");

        AppSettings app = table("apps").find(Lookup.key("k")).orElseThrow();

        assertThat(app.apiKey()).isEqualTo(new Secret("api"));
        assertThat(app.limits().connections()).isEqualTo(7);
        assertThat(app.rules().tlsOnly()).isTrue();
    }

    @Test
    void columns_may_be_written_in_Pascal_case_in_a_table_of_a_schema() throws Exception {
        execute(
                "CREATE SCHEMA canyon",
                "CREATE TABLE canyon.\"Apps\" (\"AppId\" varchar(9), \"AppKey\" varchar(9), \"AppSecret\" varchar(9),"
                        + " \"Enabled\" boolean)",
                "INSERT INTO canyon.\"Apps\" VALUES ('shop', 'k', 's', false)");

        // Only the case of names that are not quoted is the database's own affair.
        String schema = database() instanceof org.h2.jdbcx.JdbcDataSource ? "CANYON" : "canyon";
        AppSettings app = table(schema + ".Apps").find(Lookup.id("shop")).orElseThrow();

        assertThat(app.rules().enabled()).isFalse();
    }

    @Test
    void a_table_may_have_the_name_of_a_keyword() throws Exception {
        execute(
                "CREATE TABLE \"order\" (id varchar(9), \"key\" varchar(9), secret varchar(9))",
                "INSERT INTO \"order\" VALUES ('shop', 'k', 's')");

        assertThat(table("order").find(Lookup.id("shop"))).isPresent();
    }

    @Test
    void ids_may_be_numbers() throws Exception {
        execute(
                "CREATE TABLE apps (id integer, \"key\" varchar(9), secret varchar(9))",
                "INSERT INTO apps VALUES (3, 'k', 's')");

        assertThat(table("apps").find(Lookup.id("3")).map(AppSettings::id)).contains("3");
        assertThat(table("apps").find(Lookup.id("shop"))).isEmpty();
        assertThat(table("apps").find(Lookup.id("99999999999999999"))).isEmpty();
    }

    @Test
    void ids_may_be_UUIDs() throws Exception {
        String id = "0b4a2b4e-5a50-4d1e-8f0a-2f1f6b8f2a11";
        execute(
                "CREATE TABLE apps (id uuid, \"key\" varchar(9), secret varchar(9))",
                "INSERT INTO apps VALUES ('" + id + "', 'k', 's')");

        assertThat(table("apps").find(Lookup.id(id)).map(AppSettings::id)).contains(id);
        assertThat(table("apps").find(Lookup.id("shop"))).isEmpty();
    }

    @Test
    void hosts_are_found_where_there_is_a_column_for_them() throws Exception {
        execute(
                "CREATE TABLE apps (id varchar(9), \"key\" varchar(9), secret varchar(9), hosts varchar(99))",
                "INSERT INTO apps VALUES ('shop', 'k', 's', 'WS.shop.test, ws_2.shop.test')",
                "INSERT INTO apps VALUES ('blog', 'l', 's', '[\"blog.test\"]')",
                "INSERT INTO apps VALUES ('none', 'm', 's', null)");
        AppTable table = table("apps");

        assertThat(table.find(Lookup.host("ws.shop.test")).map(AppSettings::id)).contains("shop");
        assertThat(table.find(Lookup.host("ws_2.shop.test")).map(AppSettings::id))
                .contains("shop");
        assertThat(table.find(Lookup.host("blog.test")).map(AppSettings::id)).contains("blog");
        assertThat(table.find(Lookup.host("shop.test"))).isEmpty();
        assertThat(table.find(Lookup.host("ws-2.shop.test"))).isEmpty();
    }

    @Test
    void without_such_a_column_no_host_has_an_application() throws Exception {
        execute(SOKETI);

        assertThat(table("apps").find(Lookup.host("shop.test"))).isEmpty();
    }

    @Test
    void a_wrong_row_says_what_is_wrong() throws Exception {
        execute(
                "CREATE TABLE apps (id varchar(9), \"key\" varchar(9), secret varchar(9), max_connections integer)",
                "INSERT INTO apps VALUES ('shop', 'k', null, -2)");

        assertThatThrownBy(() -> table("apps").find(Lookup.id("shop")))
                .isInstanceOf(InvalidAppsException.class)
                .hasMessageContaining("apps, ID shop: secret is missing")
                .hasMessageContaining("maxConnections = \"-2\"");
    }

    @Test
    void a_key_of_two_applications_is_nobodys() throws Exception {
        execute(
                "CREATE TABLE apps (id varchar(9), \"key\" varchar(9), secret varchar(9))",
                "INSERT INTO apps VALUES ('shop', 'k', 's')",
                "INSERT INTO apps VALUES ('blog', 'k', 's')");

        assertThatThrownBy(() -> table("apps").find(Lookup.key("k")))
                .isInstanceOf(InvalidAppsException.class)
                .hasMessageContaining("2 applications have it");
    }

    @Test
    void a_table_that_can_hold_no_applications_is_refused_at_start() throws Exception {
        assertThatThrownBy(() -> table("apps").check())
                .isInstanceOf(InvalidAppsException.class)
                .hasMessageContaining("canyon.apps.table = \"apps\": cannot be read");
        execute("CREATE TABLE apps (id varchar(9), secret varchar(9))");
        assertThatThrownBy(() -> table("apps").check())
                .isInstanceOf(InvalidAppsException.class)
                .hasMessage("canyon.apps.table = \"apps\": has no column key");
    }

    @Test
    void a_table_that_comes_later_or_is_made_anew_is_found() throws Exception {
        AppTable table = table("apps");
        assertThatThrownBy(() -> table.find(Lookup.id("shop"))).isInstanceOf(SQLException.class);
        execute(SOKETI);
        assertThat(table.find(Lookup.id("shop"))).isEmpty();
        execute(
                "DROP TABLE apps",
                "CREATE TABLE apps (\"AppId\" varchar(9), \"AppKey\" varchar(9), \"AppSecret\" varchar(9))",
                "INSERT INTO apps VALUES ('shop', 'k', 's')");

        assertThatThrownBy(() -> table.find(Lookup.id("shop"))).isInstanceOf(SQLException.class);
        assertThat(table.find(Lookup.id("shop"))).isPresent();
    }

    AppTable table(String name) {
        return new AppTable(database(), name, AppLimits.DEFAULT);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
