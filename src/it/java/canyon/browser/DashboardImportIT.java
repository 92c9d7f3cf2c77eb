package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server that has taken over a configuration of soketi, beside a file of applications of its own. */
@ExtendWith(Browsers.class)
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardImportIT {
    private static final Path SOKETI =
            Path.of("src", "test", "resources", "import", "soketi.json").toAbsolutePath();

    private CanyonServer canyon;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path apps = Files.writeString(
                folder.resolve("apps.json"),
                "[{\"id\": \"wiki\", \"key\": \"wiki-key\", \"secret\": \"wiki-secret\"}]");
        canyon = CanyonServer.start(
                Map.of("canyon.dev", "true", "canyon.import", SOKETI.toString(), "canyon.apps.file", apps.toString()));
    }

    @AfterAll
    void stop() {
        canyon.close();
    }

    @Test
    void settings_say_what_was_taken_from_where_and_what_was_not(Browser browser) {
        Dashboard dashboard = Dashboard.open(browser, canyon, "#/settings", "Settings");

        dashboard.awaitSome("[data-testid=imported] td", "canyon.limits.channels-per-event");
        dashboard.awaitSome("[data-testid=imported] td", "eventLimits.maxChannelsAtOnce");
        dashboard.awaitSome("[data-testid=imported] td", "application blog");
        dashboard.awaitSome("[data-testid=imported] td", "soketi.json");
        dashboard.awaitSome("[data-testid=not-imported] td", "decides on which address and port it listens");

        assertThat(dashboard.texts("body")).noneMatch(text -> text.contains("blog-secret"));
    }

    @Test
    void imported_applications_are_listed_but_not_changed(Browser browser) {
        Dashboard dashboard = Dashboard.open(browser, canyon, "#/apps", "Applications");

        dashboard.awaitTextWith("app-wiki", "from the file");
        dashboard.awaitTextWith("app-blog", "from the import");
        dashboard.awaitThere("app-delete-wiki");

        assertThat(dashboard.isThere("app-delete-blog")).isFalse();
        assertThat(dashboard.isThere("app-rotate-blog")).isFalse();
    }

    @Test
    void lines_for_an_imported_application_have_its_key(Browser browser) {
        Dashboard dashboard = Dashboard.open(browser, canyon, "#/connect?app=blog", "Connect an application");

        dashboard.awaitSome("[data-testid=snippet] pre", "key: 'blog-key'");
        dashboard.awaitSome("[data-testid=snippet] pre", "PUSHER_APP_ID=blog");
    }
}
