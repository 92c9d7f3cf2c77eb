package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.H2Server;
import canyon.wire.Peer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An operator changes the applications of a table, through JNDI and the server's pool. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableAppsIT implements AppsContract {
    private final H2Server database;
    private final CanyonServer canyon;
    private final Peer peer;
    private final DashboardApi api;

    TableAppsIT() throws IOException, SQLException {
        database = H2Server.start("TableAppsIT");
        database.execute("CREATE TABLE apps (id varchar(99), \"key\" varchar(99), secret varchar(99),"
                + " api_key varchar(99), enabled smallint, max_connections varchar(9))");
        canyon = CanyonServer.startWith(database, Map.of("canyon.dev", "true"));
        peer = Peer.of(canyon);
        api = new DashboardApi(peer);
    }

    @AfterAll
    void stop() throws SQLException {
        canyon.close();
        database.close();
    }

    @Override
    public DashboardApi api() {
        return api;
    }

    @Override
    public String place() {
        return "database";
    }

    @Test
    void a_row_with_a_mistake_is_named_and_hides_no_other() throws IOException, SQLException {
        database.execute("INSERT INTO apps VALUES ('broken', 'broken-key', 'hunter2', NULL, 1, 'many')");
        database.execute("INSERT INTO apps VALUES ('fine', 'fine-key', 'hunter2', NULL, 1, '7')");

        JsonObject apps = api.get("/apps");

        assertThat(api.app("fine").getJsonObject("limits").getInt("maxConnections"))
                .isEqualTo(7);
        assertThat(ids(apps)).doesNotContain("broken");
        assertThat(apps.getJsonArray("problems").toString()).contains("broken", "many");
        assertThat(apps.toString()).doesNotContain("hunter2");
    }

    private static List<String> ids(JsonObject apps) {
        return apps.getJsonArray("apps").getValuesAs(JsonObject.class).stream()
                .map(app -> app.getString("id"))
                .toList();
    }
}
