package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsLoaderTest {
    @Test
    void nothing_given_means_the_defaults() {
        LoadedSettings loaded = SettingsLoader.load(MapSource.empty());

        Settings settings = loaded.settings();
        assertThat(loaded.warnings()).isEmpty();
        assertThat(settings.dev()).isFalse();
        assertThat(settings.publicUrl()).isNull();
        assertThat(settings.app()).isNull();
        assertThat(settings.origins().isAny()).isTrue();
        assertThat(settings.fastPath()).isTrue();
        assertThat(settings.fanOut()).isEqualTo(new FanOutSettings(2, Duration.ofSeconds(3)));
        assertThat(settings.proxies()).hasToString("127.0.0.0/8,0:0:0:0:0:0:0:1/128");
        assertThat(settings.redis().url()).isNull();
        assertThat(settings.redis().prefixes()).hasToString("*_database_,*-database-,none");
        assertThat(settings.socketIo())
                .isEqualTo(new SocketIoSettings(
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(45),
                        1_000_000,
                        Set.of(SocketIoTransport.POLLING, SocketIoTransport.WEBSOCKET),
                        2,
                        false));
        assertThat(settings.pusher()).isEqualTo(new PusherSettings(Duration.ofSeconds(30), Duration.ofDays(1)));
        assertThat(settings.cache()).isEqualTo(new CacheSettings(64 << 20));
        assertThat(settings.limits())
                .isEqualTo(new Limits(
                        0,
                        1 << 20,
                        1000,
                        200,
                        200,
                        1000,
                        1 << 20,
                        8 << 20,
                        16 << 20,
                        1 << 20,
                        0,
                        8192,
                        100,
                        Duration.ofSeconds(30)));
    }

    @Test
    void what_is_given_holds() {
        Settings settings = SettingsLoader.load(MapSource.of("canyon.dev", "true")
                        .with("canyon.public-url", "https://ws.shop.test")
                        .with("canyon.redis.url", "redis://redis.test:6379")
                        .with("canyon.redis.prefix", "shop_database_")
                        .with("canyon.redis.connect-timeout", "PT1S")
                        .with("canyon.redis.max-backoff", "PT2S")
                        .with("canyon.origins", "https://shop.test")
                        .with("canyon.socketio.transports", "websocket")
                        .with("canyon.limits.connections", " 500 ")
                        .with("canyon.fast-path", "off")
                        .with("canyon.fan-out.workers", "8")
                        .with("canyon.trusted-proxies", "none"))
                .settings();

        assertThat(settings.dev()).isTrue();
        assertThat(settings.publicUrl()).isEqualTo(URI.create("https://ws.shop.test"));
        assertThat(settings.redis().url()).isEqualTo(RedisUrl.parse("redis://redis.test:6379"));
        assertThat(settings.redis().prefixes()).hasToString("shop_database_");
        assertThat(settings.redis().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.redis().maxBackoff()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.origins()).hasToString("https://shop.test");
        assertThat(settings.socketIo().transports()).containsExactly(SocketIoTransport.WEBSOCKET);
        assertThat(settings.limits().connections()).isEqualTo(500);
        assertThat(settings.fastPath()).isFalse();
        assertThat(settings.fanOut().workers()).isEqualTo(8);
        assertThat(settings.proxies()).hasToString("none");
    }

    @Test
    void everything_wrong_is_reported_together_with_key_value_source_and_what_is_allowed() {
        InvalidSettingsException refusal = refusal(MapSource.of("canyon.dev", "maybe")
                .with("canyon.fan-out.workers", "65")
                .with("canyon.socketio.ping-interval", "25 seconds")
                .with("canyon.origins", "https://shop.test/")
                .with("canyon.redis.url", "mysql://redis.test:3306"));

        assertThat(refusal.problems())
                .containsExactly(
                        "canyon.dev = \"maybe\" (from the test): neither on nor off; allowed: true or false, on or off",
                        "canyon.redis.url = \"mysql://redis.test:3306\" (from the test): does not begin with redis://,"
                                + " rediss://, tls://, redis-sentinel://, rediss-sentinel://, redis-cluster://,"
                                + " rediss-cluster:// or redis+unix://; allowed: " + RedisUrl.ALLOWED,
                        "canyon.origins = \"https://shop.test/\" (from the test): \"https://shop.test/\" is no origin:"
                                + " write scheme://host:port or host:port, with nothing after it, in ASCII; allowed: *"
                                + " alone, or comma-separated origins",
                        "canyon.socketio.ping-interval = \"25 seconds\" (from the test): not an ISO 8601 duration such"
                                + " as PT30S or PT5M; allowed: duration, PT0.01S to PT1H",
                        "canyon.fan-out.workers = \"65\" (from the test): not allowed; allowed: whole number, 1 to 64");
        assertThat(refusal.getMessage())
                .startsWith("Canyon cannot start, its configuration has 5 problems:\n  canyon.dev");
    }

    @Test
    void no_secret_is_shown_however_wrong_the_rest_is() {
        MapSource source = MapSource.of("canyon.redis.url", "redis://laravel:hunter2@redis.test:99999")
                .with("canyon.public-url", "ftp://shop:hunter2@shop.test")
                .with("canyon.app.secret", "hunter2")
                .with("canyon.app.api-key", "hunter2")
                .withUnresolved("canyon.app.id", "${not.there}")
                .with("canyon.app.key", "a/b");

        InvalidSettingsException refusal = refusal(source.withUnresolved("canyon.app.secret", "hunter2${not.there}"));

        assertThat(refusal.problems()).hasSize(5);
        assertThat(refusal).hasMessageNotContaining("hunter2");
        assertThat(refusal)
                .hasMessageContaining("redis://***@redis.test:99999")
                .hasMessageContaining("canyon.app.secret = \"***\"");
    }

    @Test
    void an_expression_that_leads_nowhere_is_a_problem() {
        InvalidSettingsException refusal = refusal(MapSource.empty().withUnresolved("canyon.origins", "${not.there}"));

        assertThat(refusal.problems())
                .containsExactly("canyon.origins = \"${not.there}\" (from the test): refers to something that is not"
                        + " set; allowed: * alone, or comma-separated origins");
    }

    @Test
    void what_development_mode_says_is_told_with_its_source_and_without_secrets() {
        LoadedSettings loaded = SettingsLoader.load(MapSource.of("canyon.dev", "true")
                .with("canyon.app.key", "own-key")
                .with("canyon.public-url", "http://127.0.0.1:6001"));

        assertThat(loaded.origins())
                .contains(
                        new SettingOrigin("canyon.app.id", "canyon", "development mode", ""),
                        new SettingOrigin("canyon.app.key", "own-key", "the test", ""),
                        new SettingOrigin("canyon.app.secret", "***", "development mode", ""),
                        new SettingOrigin("canyon.auth.host", "http://127.0.0.1:6001", "development mode", ""),
                        new SettingOrigin("canyon.auth.trace", "on", "development mode", "off"));
        assertThat(SettingsLoader.load(MapSource.empty()).origins())
                .contains(new SettingOrigin("canyon.app.id", "", "default", ""));
    }

    @Test
    void an_empty_value_counts_as_not_given_and_is_mentioned_where_that_may_surprise() {
        LoadedSettings loaded = SettingsLoader.load(
                MapSource.of("canyon.redis.url", "").with("canyon.app.id", "  ").with("canyon.origins", " "));

        assertThat(loaded.settings().redis().url()).isNull();
        assertThat(loaded.settings().app()).isNull();
        assertThat(loaded.settings().origins().isAny()).isTrue();
        assertThat(loaded.warnings()).containsExactly("canyon.origins is empty (from the test): the default holds, *");
    }

    @Test
    void a_message_stays_on_its_line_and_is_bounded() {
        InvalidSettingsException refusal = refusal(MapSource.of("canyon.dev", "a\nb" + "c".repeat(10_000)));

        assertThat(refusal.problems())
                .singleElement()
                .asString()
                .contains("a?bccc")
                .hasSizeLessThan(400);
    }

    @Test
    void the_intake_must_hold_the_largest_message() {
        InvalidSettingsException refusal = refusal(MapSource.of("canyon.limits.intake-bytes", "4096"));

        assertThat(refusal.problems())
                .containsExactly(
                        "canyon.limits.intake-bytes = \"4096\": must not be less than canyon.limits.http-body-bytes ="
                                + " \"1048576\"",
                        "canyon.limits.intake-bytes = \"4096\": must not be less than"
                                + " canyon.limits.redis-message-bytes = \"8388608\"");
    }

    @Test
    void a_wrong_limit_is_not_compared_with_others() {
        InvalidSettingsException refusal = refusal(MapSource.of("canyon.limits.redis-message-bytes", "8 MiB")
                .with("canyon.limits.intake-bytes", "2000000"));

        assertThat(refusal.problems()).singleElement().asString().startsWith("canyon.limits.redis-message-bytes");
    }

    @Test
    void settings_that_are_without_effect_beside_others_are_mentioned() {
        MapSource container = MapSource.of("canyon.admin.auth", "container");
        MapSource metrics = MapSource.of("canyon.metrics.access", "admin");

        assertThat(SettingsLoader.load(container.with("canyon.admin.password", "hunter2"))
                        .warnings())
                .containsExactly("canyon.admin.password does nothing while canyon.admin.auth is container: the server"
                        + " asks for its own passwords");
        assertThat(SettingsLoader.load(MapSource.of("canyon.presence.grace", "PT5S"))
                        .warnings())
                .containsExactly("canyon.presence.grace does nothing without canyon.redis.url");
        assertThat(SettingsLoader.load(metrics).warnings())
                .containsExactly("canyon.metrics.access is admin, but without canyon.admin.password there is none:"
                        + " nobody can read the metrics");
        assertThat(SettingsLoader.load(metrics.with("canyon.dev", "true")).warnings())
                .noneMatch(warning -> warning.contains("metrics"));
        assertThat(SettingsLoader.load(
                                MapSource.of("canyon.metrics.access", "admin").with("canyon.admin.password", "hunter2"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void a_refusal_mentions_the_warnings_too() {
        InvalidSettingsException refusal =
                refusal(MapSource.of("canyon.dev", "maybe").with("canyon.orgins", "*"));

        assertThat(refusal.problems()).hasSize(1);
        assertThat(refusal).hasMessageContaining("has 1 problem:").hasMessageContaining("\n  note: canyon.orgins");
    }

    private static InvalidSettingsException refusal(SettingSource source) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> SettingsLoader.load(source));
    }
}
