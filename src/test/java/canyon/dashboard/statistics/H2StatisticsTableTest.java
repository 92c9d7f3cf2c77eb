package canyon.dashboard.statistics;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class H2StatisticsTableTest extends StatisticsTableContract {
    private final JdbcDataSource database = new JdbcDataSource();

    H2StatisticsTableTest() {
        database.setUrl("jdbc:h2:mem:H2StatisticsTableTest;DB_CLOSE_DELAY=-1");
    }

    @Override
    DataSource database() {
        return database;
    }
}
