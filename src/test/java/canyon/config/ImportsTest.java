package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How imports stand to Canyon's own settings. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportsTest {
    private static final Path SAMPLES = Path.of("src/test/resources/import");

    private static final Map<String, String> REVERB =
            Map.of("REVERB_APP_ID", "shop", "REVERB_APP_KEY", "shop-key", "REVERB_APP_SECRET", "hunter2");

    @TempDir
    private Path folder;

    private static LoadedSettings load(String sample) {
        return SettingsLoader.load(
                MapSource.of("canyon.import", SAMPLES.resolve(sample).toString()));
    }

    private static SettingOrigin origin(LoadedSettings loaded, String key) {
        return loaded.origins().stream()
                .filter(origin -> origin.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_file_of_laravel_echo_server_makes_settings() {
        LoadedSettings loaded = load("laravel-echo-server.json");

        Settings settings = loaded.settings();
        assertThat(settings.app()).isNull();
        assertThat(settings.redis().url()).isEqualTo(RedisUrl.parse("redis://127.0.0.1:6379"));
        assertThat(settings.presence().membersKey()).isTrue();
        assertThat(settings.cors().methods()).isEqualTo("GET, POST");
        assertThat(settings.apps().imported()).singleElement().satisfies(app -> {
            assertThat(app.shared()).isTrue();
            assertThat(app.settings().id()).isEqualTo("a1b2c3d4e5f60718");
            assertThat(app.settings().apiKey()).isEqualTo(new Secret("0123456789abcdef0123456789abcdef"));
        });
        assertThat(loaded.warnings())
                .anyMatch(warning -> warning.startsWith("canyon.import: port (") && warning.contains("HTTP port"));
        assertThat(loaded.imports())
                .contains(new ImportedSetting(
                        "src/test/resources/import/laravel-echo-server.json",
                        "clients[0]",
                        "application a1b2c3d4e5f60718",
                        "in the channels of the default one"));
        assertThat(origin(loaded, "canyon.auth.host"))
                .isEqualTo(new SettingOrigin(
                        "canyon.auth.host",
                        "http://localhost",
                        "import of authHost (src/test/resources/import/laravel-echo-server.json)",
                        ""));
    }

    @Test
    void a_file_of_soketi_makes_applications() {
        LoadedSettings loaded = load("soketi.json");

        Settings settings = loaded.settings();
        assertThat(settings.apps().imported())
                .extracting(app -> app.settings().id())
                .containsExactly("shop", "blog");
        assertThat(loaded.imports())
                .contains(new ImportedSetting(
                        "src/test/resources/import/soketi.json",
                        "appManager.array.apps[1]",
                        "application blog",
                        "in channels of its own"));
        AppSettings shop = settings.apps().imported().get(0).settings();
        assertThat(shop.rules().clientMessages()).isTrue();
        assertThat(shop.rules().userAuthentication()).isFalse();
        assertThat(shop.webhooks()).hasSize(1);
        AppSettings blog = settings.apps().imported().get(1).settings();
        assertThat(blog.limits().connections()).isEqualTo(500);
        assertThat(blog.limits().eventPayloadBytes()).isEqualTo(20 * 1024);
        assertThat(blog.limits().batchEvents()).isEqualTo(5);
    }

    @Test
    void variables_of_laravel_make_the_default_application() {
        assertThat(load("reverb.env").settings().app())
                .isEqualTo(new AppSettings("256980", "f4l2tmwqf6eg0f6jz0mw", new Secret("zioqeto9xrytlnlg7sj6"), null));
        assertThat(load("laravel-websockets.env").settings().app())
                .isEqualTo(new AppSettings("12345", "ABCDEFG", new Secret("HIJKLMNOP"), null));
    }

    @Test
    void an_own_key_wins_and_one_line_says_so() {
        LoadedSettings loaded = SettingsLoader.load(
                MapSource.of("canyon.import", "environment").with("canyon.app.secret", "own-secret"), REVERB);

        assertThat(loaded.settings().app())
                .isEqualTo(new AppSettings("shop", "shop-key", new Secret("own-secret"), null));
        assertThat(loaded.warnings())
                .containsExactly("canyon.import: REVERB_APP_SECRET (environment) is not imported: canyon.app.secret is"
                        + " set itself (from the test)");
        assertThat(loaded.notImported())
                .containsExactly(new NotImportedSetting(
                        "environment", "REVERB_APP_SECRET", "canyon.app.secret is set itself (from the test)"));
        assertThat(loaded.imports())
                .containsExactlyInAnyOrder(
                        new ImportedSetting("environment", "REVERB_APP_ID", "canyon.app.id", "shop"),
                        new ImportedSetting("environment", "REVERB_APP_KEY", "canyon.app.key", "shop-key"));
    }

    @Test
    void the_defaults_of_the_war_are_no_own_keys() {
        SettingSource war = new SettingSource() {
            @Override
            public Optional<Given> find(String key) {
                String text = switch (key) {
                    case "canyon.import" -> "environment";
                    case "canyon.pusher.activity-timeout" -> "PT2M";
                    case "canyon.app.connection-quota" -> "7";
                    default -> "";
                };
                return Optional.of(new Given(text, "WAR", true, true));
            }

            @Override
            public Map<String, Set<String>> names() {
                return Map.of();
            }
        };

        LoadedSettings loaded = SettingsLoader.load(
                war, Map.of("REVERB_APP_ACTIVITY_TIMEOUT", "30", "REVERB_APP_MAX_CONNECTIONS", "8"));

        assertThat(origin(loaded, "canyon.pusher.activity-timeout").value()).isEqualTo("PT30S");
        // Somebody has changed the file in the WAR.
        assertThat(origin(loaded, "canyon.app.connection-quota").value()).isEqualTo("7");
        assertThat(origin(loaded, "canyon.fan-out.workers"))
                .isEqualTo(new SettingOrigin("canyon.fan-out.workers", "2", SettingOrigin.DEFAULT, "2"));
    }

    @Test
    void two_imports_that_contradict_each_other_are_a_problem_that_names_both() throws IOException {
        Path file = Files.writeString(folder.resolve("shop.env"), "PUSHER_APP_SECRET=other\nPUSHER_APP_ID=shop");
        MapSource both = MapSource.of("canyon.import", file + ",environment");

        InvalidSettingsException refusal =
                catchThrowableOfType(InvalidSettingsException.class, () -> SettingsLoader.load(both, REVERB));

        assertThat(refusal.problems())
                .containsExactly(
                        "canyon.import: PUSHER_APP_SECRET (" + file + ") and REVERB_APP_SECRET (environment) say"
                                + " different things about canyon.app.secret: remove one of them, or set that key itself");
        assertThat(refusal).hasMessageNotContaining("hunter2").hasMessageNotContaining("other\"");
        LoadedSettings settled = SettingsLoader.load(both.with("canyon.app.secret", "third"), REVERB);
        assertThat(settled.settings().app()).isEqualTo(new AppSettings("shop", "shop-key", new Secret("third"), null));
    }

    @Test
    void secrets_are_masked_in_all_that_is_told() throws IOException {
        Path file = Files.writeString(
                folder.resolve("laravel-echo-server.json"),
                "{\"databaseConfig\":{\"redis\":{\"password\":\"hunter2\"}},\"sslPassphrase\":\"hunter2\","
                        + "\"clients\":[{\"appId\":\"a\",\"key\":\"hunter2\"}]}");

        LoadedSettings loaded = SettingsLoader.load(MapSource.of("canyon.import", file + ",environment"), REVERB);

        assertThat(loaded.settings().redis().url()).isEqualTo(RedisUrl.parse("redis://:hunter2@127.0.0.1:6379"));
        assertThat(loaded.origins() + "" + loaded.imports() + loaded.notImported() + loaded.warnings())
                .contains("redis://:***@127.0.0.1:6379")
                .doesNotContain("hunter2");
    }

    @Test
    void a_value_that_canyon_does_not_allow_names_the_import() throws IOException {
        Path file = Files.writeString(
                folder.resolve("laravel-echo-server.json"),
                "{\"authHost\":\"ftp://shop:hunter2@shop.test\",\"clients\":[{\"appId\":\"a b\",\"key\":\"hunter2\"}]}");

        InvalidSettingsException refusal = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> SettingsLoader.load(MapSource.of("canyon.import", file.toString())));

        assertThat(refusal.problems()).hasSize(2);
        assertThat(refusal)
                .hasMessageContaining("canyon.auth.host = \"***\" (from import of authHost (" + file + ")):")
                .hasMessageContaining("canyon.import: clients[0] (" + file + "): id = \"a b\": not allowed")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void imported_applications_have_names_of_their_own() throws IOException {
        Path file = Files.writeString(
                folder.resolve("soketi.json"),
                "{\"appManager.array.apps\":[{\"id\":\"a\",\"key\":\"k\",\"secret\":\"s\"},"
                        + "{\"id\":\"a\",\"key\":\"l\",\"secret\":\"s\"},{\"id\":\"c\",\"key\":\"k\",\"secret\":\"s\"}]}");

        InvalidSettingsException refusal = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> SettingsLoader.load(MapSource.of("canyon.import", file.toString())));

        assertThat(refusal.problems())
                .isEqualTo(List.of(
                        "canyon.import: applications a and a have the same id",
                        "canyon.import: applications a and c have the same key"));
    }

    @Test
    void of_thousands_of_wrong_applications_some_are_told() throws IOException {
        Path file = Files.writeString(
                folder.resolve("soketi.json"),
                "{\"appManager.array.apps\":[" + "{\"a\":1},".repeat(50_000) + "{\"a\":1}]}");

        InvalidSettingsException refusal = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> SettingsLoader.load(MapSource.of("canyon.import", file.toString())));

        assertThat(refusal.problems())
                .hasSizeLessThan(100)
                .contains("canyon.import: further applications were not looked at");
        assertThat(refusal.getMessage()).hasSizeLessThan(20_000);
    }

    @Test
    void one_of_canyons_own_hides_an_imported_one() {
        LoadedSettings loaded = SettingsLoader.load(
                MapSource.of("canyon.import", SAMPLES.resolve("soketi.json").toString())
                        .with("canyon.app.id", "shop")
                        .with("canyon.app.key", "k")
                        .with("canyon.app.secret", "s"));

        assertThat(loaded.warnings())
                .contains(
                        "canyon.import: application shop is hidden by one of Canyon's own that has the same id or key");
    }

    @Test
    void a_file_that_is_not_there_stops_the_start() {
        InvalidSettingsException refusal = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> SettingsLoader.load(MapSource.of("canyon.import", "no/such.json, environment")));

        assertThat(refusal.problems()).singleElement().asString().contains("no/such.json\" there is no such file");
    }
}
