package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.H2Server;
import canyon.wire.Peer;
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

/** Applications in a table of a database, through JNDI and the server's pool. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableApplicationsIT {
    private static final Duration TIME_TO_LIVE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final H2Server database;
    private final CanyonServer canyon;
    private final Peer peer;

    TableApplicationsIT() throws IOException, SQLException {
        database = H2Server.start("TableApplicationsIT");
        database.execute("CREATE TABLE apps (id varchar(99), \"key\" varchar(99), secret varchar(99),"
                + " api_key varchar(99), enabled smallint)");
        canyon = CanyonServer.startWith(database, Map.of("canyon.apps.cache-time-to-live", TIME_TO_LIVE.toString()));
        peer = Peer.of(canyon);
    }

    @AfterAll
    void stop() throws SQLException {
        canyon.close();
        database.close();
    }

    @Test
    void an_application_in_the_table_is_served_until_it_is_removed() throws Exception {
        database.execute("INSERT INTO apps VALUES ('shop', 'shop-key', 's', 'shop-api-key', 1)");

        assertThat(status("shop", "shop-api-key")).isEqualTo(200);
        assertThat(status("shop", "blog-api-key")).isEqualTo(403);
        database.execute("DELETE FROM apps WHERE id = 'shop'");

        awaitStatus("shop", "shop-api-key", 403);
    }

    @Test
    void one_that_is_not_there_yet_is_served_soon_after_it_is() throws Exception {
        assertThat(status("wiki", "wiki-api-key")).isEqualTo(403);

        database.execute("INSERT INTO apps VALUES ('wiki', 'wiki-key', 's', 'wiki-api-key', 1)");

        awaitStatus("wiki", "wiki-api-key", 200);
    }

    @Test
    void while_the_database_is_away_it_goes_on() throws Exception {
        database.execute("INSERT INTO apps VALUES ('blog', 'blog-key', 's', 'blog-api-key', 1)");
        assertThat(status("blog", "blog-api-key")).isEqualTo(200);

        database.stop();
        try {
            // Until Canyon has noticed, which is after the time to live.
            awaitStatus("unheard-of", "k", 503);
            assertThat(status("blog", "blog-api-key")).isEqualTo(200);
        } finally {
            database.startAgain();
        }

        awaitStatus("unheard-of", "k", 403);
        assertThat(canyon.log()).containsOnlyOnce("the table of applications cannot be read");
    }

    private int status(String app, String key) throws IOException {
        return peer.call("GET", "/apps/" + app + "/channels", Map.of("Authorization", "Bearer " + key), "")
                .answer()
                .status();
    }

    private void awaitStatus(String app, String key, int expected) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int status = status(app, key);
        while (status != expected && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
            status = status(app, key);
        }
        assertThat(status).isEqualTo(expected);
    }
}
