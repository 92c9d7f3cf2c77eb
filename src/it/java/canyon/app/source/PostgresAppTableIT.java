package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.app.AppsUnavailableException;
import canyon.support.PostgresServer;
import canyon.support.PostgresServers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresAppTableIT extends AppTableContract {
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);

    private final PostgresServer server;

    PostgresAppTableIT(PostgresServer server) {
        this.server = server;
    }

    @Override
    DataSource database() {
        return server.dataSource();
    }

    @Test
    void while_the_server_is_stopped_known_applications_go_on() throws Exception {
        execute(
                "CREATE TABLE apps (id varchar(9), key varchar(9), secret varchar(9))",
                "INSERT INTO apps VALUES ('shop', 'k', 's')",
                "INSERT INTO apps VALUES ('blog', 'l', 's')");
        AtomicLong nanos = new AtomicLong();
        TableApps apps = new TableApps(table("apps"), TIME_TO_LIVE, 100, nanos::get);
        apps.find("shop");

        server.stop();
        try {
            nanos.addAndGet(TIME_TO_LIVE.toNanos());
            assertThat(apps.findByKey("k")).isPresent();
            assertThatThrownBy(() -> apps.find("blog")).isInstanceOf(AppsUnavailableException.class);
        } finally {
            server.startAgain();
        }

        nanos.addAndGet(Outage.PAUSE.toNanos());
        assertThat(apps.find("blog")).isPresent();
    }
}
