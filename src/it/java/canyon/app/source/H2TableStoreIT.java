package canyon.app.source;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class H2TableStoreIT extends TableStoreContract {
    private final JdbcDataSource database = new JdbcDataSource();

    H2TableStoreIT() {
        database.setUrl("jdbc:h2:mem:H2TableStoreIT;DB_CLOSE_DELAY=-1");
    }

    @Override
    DataSource database() {
        return database;
    }
}
