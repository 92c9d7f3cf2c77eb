package canyon.app.source;

import static canyon.app.source.ScriptedTable.app;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.app.ConfiguredApp;
import canyon.config.AppSettings;
import canyon.config.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApplicationsTest {
    private final ScriptedTable first = new ScriptedTable();
    private final ScriptedTable second = new ScriptedTable();
    private final Applications apps = new Applications(
            new ConfiguredApp(new AppSettings("main", "main-key", new Secret("s"), null)),
            List.of(source(first), source(second)));

    @BeforeEach
    void fill() {
        first.put(app("main", "hidden"));
        first.put(app("shop", "first"));
        second.put(app("shop", "hidden"));
        second.put(app("blog", "second"));
    }

    @Test
    void the_default_application_wins_and_then_the_earlier_source() {
        assertThat(apps.find("main")).contains(apps.standard());
        assertThat(apps.findByKey("main-key")).contains(apps.standard());
        assertThat(apps.find("shop")).contains(new App("shop", app("shop", "first")));
        assertThat(apps.findByKey("shop-key")).contains(new App("shop", app("shop", "first")));
        assertThat(apps.findByKey("blog-key")).contains(new App("blog", app("blog", "second")));
        assertThat(apps.find("wiki")).isEmpty();
    }

    @Test
    void each_application_is_known_by_its_scope_once_it_was_found() {
        apps.find("blog");

        assertThat(apps.known("")).contains(apps.standard());
        assertThat(apps.known("blog").map(App::id)).contains("blog");
        assertThat(apps.known("shop")).isEmpty();
    }

    @Test
    void an_application_is_refreshed_from_where_it_came() {
        App blog = apps.find("blog").orElseThrow();

        assertThat(apps.refreshed(blog)).contains(blog);
        assertThat(apps.refreshed(apps.standard())).contains(apps.standard());
    }

    private static AppSource source(ScriptedTable table) {
        return new TableApps(table, Duration.ofMinutes(1), 100, () -> 0);
    }
}
