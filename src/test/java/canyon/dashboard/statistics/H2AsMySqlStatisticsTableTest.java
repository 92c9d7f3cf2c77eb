package canyon.dashboard.statistics;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** With the dialect of MySQL and MariaDB, as far as H2 knows it. */
class H2AsMySqlStatisticsTableTest extends StatisticsTableContract {
    private final JdbcDataSource database = new JdbcDataSource();

    H2AsMySqlStatisticsTableTest() {
        database.setUrl("jdbc:h2:mem:H2AsMySqlStatisticsTableTest;MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
    }

    @Override
    DataSource database() {
        return database;
    }
}
