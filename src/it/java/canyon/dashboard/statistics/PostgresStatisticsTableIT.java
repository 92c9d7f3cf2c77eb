package canyon.dashboard.statistics;

import canyon.support.PostgresServer;
import canyon.support.PostgresServers;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServers.class)
class PostgresStatisticsTableIT extends StatisticsTableContract {
    private final PostgresServer server;

    PostgresStatisticsTableIT(PostgresServer server) {
        this.server = server;
    }

    @Override
    DataSource database() {
        return server.dataSource();
    }
}
