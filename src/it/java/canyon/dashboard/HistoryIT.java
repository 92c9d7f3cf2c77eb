package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.H2Server;
import canyon.support.ServerKind;
import canyon.wire.HttpAnswer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** With a database, through JNDI and the server's pool, and a password that is not hashed. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class HistoryIT {
    /** A minute, until it is written, and some more. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final H2Server database;
    private final CanyonServer canyon;
    private final Operator operator;

    HistoryIT() throws IOException, SQLException {
        database = H2Server.start("HistoryIT");
        database.execute("CREATE TABLE apps (id varchar(99), \"key\" varchar(99), secret varchar(99))");
        canyon = CanyonServer.startWith(
                database,
                Map.of(
                        "canyon.admin.password",
                        "hunter2",
                        "canyon.statistics.datasource",
                        ServerKind.current().dataSource()));
        operator = new Operator(canyon.http(), "127.0.0.1").signedIn("hunter2");
    }

    @AfterAll
    void stop() throws SQLException {
        canyon.close();
        database.close();
    }

    @Test
    void the_last_hour_has_a_point_for_each_second() throws Exception {
        JsonObject history = await("hour", 2);

        assertThat(history.getInt("stepSeconds")).isEqualTo(1);
        assertThat(history.getString("kept")).isEqualTo("memory");
        JsonObject first = history.getJsonArray("points").getJsonObject(0);
        JsonObject second = history.getJsonArray("points").getJsonObject(1);
        assertThat(second.getInt("t") - first.getInt("t")).isBetween(1, 10);
    }

    @Test
    void minutes_go_to_the_database_and_come_back() throws Exception {
        JsonObject day = await("day", 1);

        assertThat(day.getInt("stepSeconds")).isEqualTo(60);
        assertThat(day.getString("kept")).isEqualTo("database");
        JsonObject month = history("month");
        assertThat(month.getInt("stepSeconds")).isEqualTo(3_600);
        assertThat(month.getString("kept")).isEqualTo("database");
        assertThat(month.getJsonArray("points")).hasSizeBetween(1, 2);
        database.execute("SELECT node, app, minute_at, peak_connections FROM canyon_statistics WHERE app = '*'");
    }

    @Test
    void a_range_that_there_is_not_is_refused() throws IOException {
        HttpAnswer answer = operator.get("/dashboard/api/history?range=year");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("{\"error\":\"range must be hour, day or month\"}");
    }

    private JsonObject await(String range, int points) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonObject history = history(range);
        while (history.getJsonArray("points").size() < points && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
            history = history(range);
        }
        assertThat(history.getJsonArray("points")).hasSizeGreaterThanOrEqualTo(points);
        return history;
    }

    private JsonObject history(String range) throws IOException {
        return Operator.json(operator.get("/dashboard/api/history?range=" + range));
    }
}
