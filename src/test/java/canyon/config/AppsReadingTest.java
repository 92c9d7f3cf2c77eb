package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppsReadingTest {
    private final MapSource source = MapSource.empty();

    @TempDir
    private Path folder;

    @Test
    void nothing_given_means_one_application_without_a_name() {
        AppsSettings apps = SettingsLoader.load(source).settings().apps();

        assertThat(apps.standard().id()).isEmpty();
        assertThat(apps.standard().rules()).isEqualTo(AppRules.DEFAULT);
        assertThat(apps.standard().limits()).isEqualTo(AppLimits.DEFAULT);
        assertThat(apps.limits()).isEqualTo(AppLimits.DEFAULT);
        assertThat(apps.file()).isNull();
        assertThat(apps.table()).isNull();
    }

    @Test
    void the_default_application_has_flags_and_limits() {
        source.with("canyon.dev", "true")
                .with("canyon.app.enabled", "off")
                .with("canyon.app.tls-only", "on")
                .with("canyon.app.client-messages", "off")
                .with("canyon.app.user-authentication", "off")
                .with("canyon.app.subscription-counts", "on")
                .with("canyon.app.unauthorized-timeout", "PT10S")
                .with("canyon.app.origins", "https://shop.test")
                .with("canyon.app.hosts", "WS.shop.test, ws2.shop.test")
                .with("canyon.app.connections", "1")
                .with("canyon.app.connection-quota", "2")
                .with("canyon.app.backend-events-per-second", "3")
                .with("canyon.app.read-requests-per-second", "4");

        Settings settings = SettingsLoader.load(source).settings();

        AppRules rules = settings.apps().standard().rules();
        assertThat(settings.app()).isEqualTo(settings.apps().standard());
        assertThat(rules)
                .isEqualTo(new AppRules(
                        false,
                        true,
                        false,
                        false,
                        true,
                        Duration.ofSeconds(10),
                        rules.origins(),
                        Set.of("ws.shop.test", "ws2.shop.test")));
        assertThat(rules.origins()).hasToString("https://shop.test");
        assertThat(settings.apps().standard().limits()).isEqualTo(limits(1, 2, 100, 3, 4, 100, 10));
    }

    @Test
    void what_holds_for_all_applications_holds_for_the_default_one_too() {
        source.with("canyon.limits.client-events-per-second", "5")
                .with("canyon.limits.channels-per-event", "6")
                .with("canyon.limits.batch-events", "7")
                .with("canyon.app.connections", "8");

        AppsSettings apps = SettingsLoader.load(source).settings().apps();

        assertThat(apps.limits()).isEqualTo(limits(0, 0, 5, 0, 0, 6, 7));
        assertThat(apps.standard().limits()).isEqualTo(limits(8, 0, 5, 0, 0, 6, 7));
    }

    @Test
    void the_default_application_has_webhooks() {
        source.with("canyon.dev", "true").with("canyon.app.webhooks", "[{\"url\":\"https://shop.test/hook\"}]");

        assertThat(SettingsLoader.load(source).settings().apps().standard().webhooks())
                .containsExactly(new WebhookSettings(URI.create("https://shop.test/hook"), Set.of(), "", "", Map.of()));
    }

    @Test
    void webhooks_of_an_application_without_a_name_are_warned_of() {
        source.with("canyon.app.webhooks", "[{\"url\":\"https://shop.test/hook\"}]");

        assertThat(SettingsLoader.load(source).warnings())
                .containsExactly("canyon.app.webhooks does nothing without canyon.app.id");
    }

    @Test
    void a_wrong_webhook_is_refused_and_not_shown() {
        source.with("canyon.app.webhooks", "[{\"url\":\"https://shop:hunter2@shop.test/hook\"}]");

        assertThat(refusal())
                .hasMessageContaining("canyon.app.webhooks = \"***\"")
                .hasMessageContaining("webhook 1: url must be http or https")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_table_has_a_data_source() {
        source.with("canyon.apps.datasource", "java:/jdbc/apps").with("canyon.apps.table", "canyon.Apps");

        assertThat(SettingsLoader.load(source).settings().apps().table())
                .isEqualTo(new TableSettings("java:/jdbc/apps", "canyon.Apps", Duration.ofMinutes(1), 10_000));
    }

    @Test
    void a_data_source_is_never_fetched_from_elsewhere_and_a_table_is_only_a_name() {
        source.with("canyon.apps.datasource", "ldap://evil.test/a").with("canyon.apps.table", "apps; DROP TABLE apps");

        assertThat(refusal().problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).startsWith("canyon.apps.datasource"),
                        problem -> assertThat(problem).startsWith("canyon.apps.table"));
    }

    @Test
    void a_file_is_read_at_start() throws IOException {
        Path file = written("[{\"id\":\"shop\",\"key\":\"shop-key\",\"secret\":\"s\"}]");
        source.with("canyon.limits.batch-events", "7");

        AppsFile.Content content = Objects.requireNonNull(
                SettingsLoader.load(source).settings().apps().file());

        assertThat(content.file().path()).isEqualTo(file);
        assertThat(content.apps())
                .containsExactly(new AppSettings(
                        "shop",
                        "shop-key",
                        new Secret("s"),
                        null,
                        AppRules.DEFAULT,
                        limits(0, 0, 100, 0, 0, 100, 7),
                        List.of()));
    }

    @Test
    void what_is_wrong_in_a_file_is_reported_with_everything_else() throws IOException {
        Path file = written("[{\"id\":\"shop\",\"key\":\"shop-key\"}]");
        source.with("canyon.fan-out.workers", "65");

        assertThat(refusal().problems())
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .isEqualTo(
                                        "canyon.apps.file = \"" + file + "\": application 1 (shop): secret is missing"),
                        problem -> assertThat(problem).startsWith("canyon.fan-out.workers"));
    }

    @Test
    void a_file_that_is_not_there_is_a_problem() {
        source.with("canyon.apps.file", folder.resolve("none.json").toString());

        assertThat(refusal().problems()).singleElement().asString().endsWith("none.json\": there is no such file");
    }

    @Test
    void an_application_that_nobody_can_reach_is_warned_of() throws IOException {
        written("[{\"id\":\"shop\",\"key\":\"canyon-key\",\"secret\":\"s\",\"nmae\":\"Shop\"}]");
        source.with("canyon.dev", "true");

        assertThat(SettingsLoader.load(source).warnings())
                .satisfiesExactly(
                        warning -> assertThat(warning)
                                .endsWith(
                                        "application 1: \"nmae\" is nothing that Canyon knows of" + " an application"),
                        warning -> assertThat(warning).contains("the default application hides application shop"));
    }

    private Path written(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("apps.json"), json);
        source.with("canyon.apps.file", file.toString());
        return file;
    }

    private InvalidSettingsException refusal() {
        return catchThrowableOfType(InvalidSettingsException.class, () -> SettingsLoader.load(source));
    }

    private static AppLimits limits(
            int connections, int quota, int client, int backend, int read, int channels, int batch) {
        AppLimits limits = AppLimits.DEFAULT;
        return new AppLimits(
                connections,
                quota,
                client,
                backend,
                read,
                limits.channelNameLength(),
                limits.eventNameLength(),
                channels,
                limits.eventPayloadBytes(),
                batch,
                limits.presenceMembers(),
                limits.presenceMemberBytes(),
                limits.messageBytes(),
                limits.activityTimeout(),
                limits.cacheTimeToLive());
    }
}
