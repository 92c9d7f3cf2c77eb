package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class H2AppTableIT extends AppTableContract {
    private final JdbcDataSource database = new JdbcDataSource();

    H2AppTableIT() {
        database.setUrl("jdbc:h2:mem:H2AppTableIT;DB_CLOSE_DELAY=-1");
    }

    @Override
    DataSource database() {
        return database;
    }

    /** As MySQL's default collation does. */
    @Test
    void a_column_that_ignores_case_does_not_make_two_applications_one() throws Exception {
        execute(
                "CREATE TABLE apps (id varchar_ignorecase(9), \"key\" varchar_ignorecase(9), secret varchar(9))",
                "INSERT INTO apps VALUES ('shop', 'k', 's')");

        assertThat(table("apps").find(Lookup.id("SHOP"))).isEmpty();
        assertThat(table("apps").find(Lookup.key("K"))).isEmpty();
        assertThat(table("apps").find(Lookup.key("k"))).isPresent();
    }
}
