package canyon.app.source;

import canyon.support.PostgresServer;
import canyon.support.PostgresServers;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServers.class)
class PostgresTableStoreIT extends TableStoreContract {
    private final PostgresServer server;

    PostgresTableStoreIT(PostgresServer server) {
        this.server = server;
    }

    @Override
    DataSource database() {
        return server.dataSource();
    }
}
