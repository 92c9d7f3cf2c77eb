package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.config.AppLimits;
import canyon.config.AppsFile;
import canyon.config.InvalidAppsException;
import canyon.redis.LogRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FileAppsTest {
    private static final String SHOP =
            "{\"id\":\"shop\",\"key\":\"shop-key\",\"secret\":\"s\",\"hosts\":\"shop.test\"}";
    private static final String BLOG = "{\"id\":\"blog\",\"key\":\"blog-key\",\"secret\":\"s\"}";

    private final AtomicLong nanos = new AtomicLong(-7);

    @TempDir
    private Path folder;

    private Path file;
    private FileApps apps;

    @BeforeEach
    void write() throws IOException, InvalidAppsException {
        file = Files.writeString(folder.resolve("apps.json"), "[" + SHOP + "]");
        apps = new FileApps(new AppsFile(file, AppLimits.DEFAULT).read(), nanos::get);
    }

    @Test
    void applications_are_found_by_id_key_and_host() {
        assertThat(apps.find("shop")).isPresent();
        assertThat(apps.findByKey("shop-key")).isEqualTo(apps.find("shop"));
        assertThat(apps.findByHost("shop.test")).isEqualTo(apps.find("shop"));
        assertThat(apps.find("shop").map(App::scope)).contains("shop");
        assertThat(apps.find("blog")).isEmpty();
        assertThat(apps.findByKey("shop")).isEmpty();
    }

    @Test
    void a_change_holds_when_somebody_asks_some_seconds_later() throws IOException {
        rewrite("[" + SHOP + "," + BLOG + "]");

        assertThat(apps.find("blog")).isEmpty();
        pass();
        assertThat(apps.known("blog"))
                .as("known applications, which nobody may wait for")
                .isEmpty();
        assertThat(apps.find("blog")).isPresent();
        assertThat(apps.known("blog")).isPresent();
        rewrite("[" + BLOG + "]");
        pass();
        assertThat(apps.findByKey("shop-key")).isEmpty();
        assertThat(apps.findByHost("shop.test")).isEmpty();
    }

    @Test
    void a_file_that_takes_the_place_of_another_one_is_noticed_although_time_and_size_are_the_same() throws Exception {
        Path other = Files.writeString(folder.resolve("other.json"), "[" + SHOP.replace("shop-key", "show-key") + "]");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        pass();

        assertThat(apps.findByKey("show-key")).isPresent();
    }

    @Test
    void while_a_change_is_wrong_the_last_good_applications_go_on_and_one_line_says_why() throws IOException {
        try (LogRecorder log = new LogRecorder(FileApps.class)) {
            rewrite("[" + SHOP
                    + ",{\"id\":\"blog\",\"key\":\"k\",\"secret\":\"s\",\"apiKey\":7,\"maxConnections\":\"x\"}]");
            for (int i = 0; i < 3; i++) {
                pass();
                assertThat(apps.find("shop")).isPresent();
                assertThat(apps.find("blog")).isEmpty();
            }

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("the applications stay as they were: canyon.apps.file = \"" + file)
                    .contains("application 2 (blog): maxConnections = \"x\"");
        }
    }

    @Test
    void while_the_file_is_gone_the_last_good_applications_go_on() throws IOException {
        try (LogRecorder log = new LogRecorder(FileApps.class)) {
            Files.delete(file);
            for (int i = 0; i < 3; i++) {
                pass();
                assertThat(apps.find("shop")).isPresent();
            }
            rewrite("[" + BLOG + "]");
            pass();
            assertThat(apps.find("blog")).isPresent();
            Files.delete(file);
            pass();
            assertThat(apps.find("blog")).isPresent();

            assertThat(log.warnings())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).endsWith("there is no such file"));
        }
    }

    private void rewrite(String json) throws IOException {
        Files.writeString(file, json);
    }

    private void pass() {
        nanos.addAndGet(FileApps.CHECK_INTERVAL.toNanos());
    }
}
