package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.config.AuthSettings.AuthLoad;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is configured for private and presence channels. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthSettingsTest {
    @Test
    void nothing_given_means_the_defaults() {
        Settings settings = SettingsLoader.load(MapSource.empty()).settings();

        AuthSettings auth = settings.auth();
        assertThat(auth.hosts()).hasToString("http://localhost");
        assertThat(auth.endpoint()).isEqualTo("/broadcasting/auth");
        assertThat(auth.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(auth.tlsVerify()).isTrue();
        assertThat(auth.lenient()).isFalse();
        assertThat(auth.trace()).isFalse();
        assertThat(auth.load()).isEqualTo(new AuthLoad(64, 1000, 8));
        assertThat(settings.presence().publish()).isFalse();
        assertThat(settings.presence().membersKey()).isFalse();
        assertThat(settings.cors()).isEqualTo(new CorsSettings(null, null, null));
        assertThat(settings.socketIo().errorDetails()).isFalse();
        assertThat(settings.limits().presenceMembers()).isZero();
        assertThat(settings.limits().presenceMemberBytes()).isEqualTo(8192);
        assertThat(settings.limits().clientEventsPerSecond()).isEqualTo(100);
        assertThat(settings.limits().authBodyBytes()).isEqualTo(1 << 20);
    }

    @Test
    void what_is_given_holds() {
        Settings settings = SettingsLoader.load(MapSource.of("canyon.auth.host", " https://shop.test , .shop.test ")
                        .with("canyon.auth.endpoint", "/api/%7Eauth?guard=web")
                        .with("canyon.auth.timeout", "PT3S")
                        .with("canyon.auth.tls-verify", "off")
                        .with("canyon.auth.lenient", "on")
                        .with("canyon.auth.trace", "on")
                        .with("canyon.auth.concurrency", "5")
                        .with("canyon.auth.queue", "6")
                        .with("canyon.auth.per-connection", "7")
                        .with("canyon.presence.publish", "on")
                        .with("canyon.presence.members-key", "on")
                        .with("canyon.cors.origin", "https://admin.test")
                        .with("canyon.cors.methods", "GET, POST")
                        .with("canyon.cors.headers", "Authorization")
                        .with("canyon.socketio.error-details", "on")
                        .with("canyon.limits.presence-members", "11")
                        .with("canyon.limits.presence-member-bytes", "16")
                        .with("canyon.limits.client-events-per-second", "0")
                        .with("canyon.limits.auth-body-bytes", "2048"))
                .settings();

        AuthSettings auth = settings.auth();
        assertThat(auth.hosts()).hasToString("https://shop.test,.shop.test");
        assertThat(auth.endpoint()).isEqualTo("/api/%7Eauth?guard=web");
        assertThat(auth.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(auth.tlsVerify()).isFalse();
        assertThat(auth.lenient()).isTrue();
        assertThat(auth.trace()).isTrue();
        assertThat(auth.load()).isEqualTo(new AuthLoad(5, 6, 7));
        assertThat(settings.presence().publish()).isTrue();
        assertThat(settings.presence().membersKey()).isTrue();
        assertThat(settings.cors()).isEqualTo(new CorsSettings("https://admin.test", "GET, POST", "Authorization"));
        assertThat(settings.socketIo().errorDetails()).isTrue();
        assertThat(settings.limits().presenceMembers()).isEqualTo(11);
        assertThat(settings.limits().presenceMemberBytes()).isEqualTo(16);
        assertThat(settings.limits().clientEventsPerSecond()).isZero();
        assertThat(settings.limits().authBodyBytes()).isEqualTo(2048);
    }

    @ParameterizedTest
    @CsvSource({
        "on, https://ws.shop.test:8443/canyon/, , https://ws.shop.test:8443/canyon",
        "on, 'https://ws.shop.test/a,b', , 'https://ws.shop.test/a,b'",
        "on, 'https://ws.shop.test/a,', , 'https://ws.shop.test/a,'",
        "on, , , http://localhost",
        "on, https://ws.shop.test, https://shop.test, https://shop.test",
        "on, https://ws.shop.test, '', https://ws.shop.test",
        "off, https://ws.shop.test, , http://localhost",
        "off, https://ws.shop.test, ' ', http://localhost"
    })
    void only_in_development_mode_Canyon_asks_itself(
            String dev, @Nullable String publicUrl, @Nullable String host, String asked) {
        MapSource source = MapSource.of("canyon.dev", dev);
        if (publicUrl != null) {
            source.with("canyon.public-url", publicUrl);
        }
        if (host != null) {
            source.with("canyon.auth.host", host);
        }

        AuthHosts hosts = SettingsLoader.load(source).settings().auth().hosts();

        assertThat(hosts.choose(null, null).url()).isEqualTo(URI.create(asked));
    }

    @Test
    void in_development_mode_all_authorizations_are_traced() {
        assertThat(SettingsLoader.load(MapSource.of("canyon.dev", "on"))
                        .settings()
                        .auth()
                        .trace())
                .isTrue();
    }

    @Test
    void a_wrong_host_is_named_once_with_its_reason() {
        assertThat(refusal("canyon.auth.host", "http://a.test,shop test").problems())
                .containsExactly("canyon.auth.host = \"http://a.test,shop test\" (from the test): \"shop test\" is no"
                        + " application: write http://host:port, https://host:port, host:port or .domain; allowed:"
                        + " comma-separated, a URL first: http://host:port, host:port or .domain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:hunter2@shop.test",
                "http://shop.test,me:hunter2@shop.test",
                "http://shop.test,http://me:hunter2,3@shop.test",
                "http://shop.test,.me:hunter2@shop.test"
            })
    void a_password_in_a_host_is_not_shown(String list) {
        assertThat(refusal("canyon.auth.host", list).problems())
                .singleElement()
                .asString()
                .startsWith("canyon.auth.host = \"***\" (from the test): \"***\" is no application")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "canyon.auth.endpoint, broadcasting/auth",
        "canyon.auth.endpoint, http://shop.test/auth",
        "canyon.auth.endpoint, /a b",
        "canyon.auth.endpoint, /a#b",
        "canyon.auth.endpoint, /a\\b",
        "canyon.auth.endpoint, /ä",
        "canyon.auth.endpoint, /a%zz",
        "canyon.auth.endpoint, /a%2",
        "canyon.auth.timeout, PT0S",
        "canyon.auth.timeout, PT2H",
        "canyon.auth.tls-verify, maybe",
        "canyon.auth.concurrency, 0",
        "canyon.auth.concurrency, 1001",
        "canyon.auth.queue, 0",
        "canyon.auth.per-connection, 0",
        "canyon.presence.publish, redis",
        "canyon.cors.origin, https://shöp.test",
        "canyon.limits.presence-members, -1",
        "canyon.limits.presence-member-bytes, 15",
        "canyon.limits.client-events-per-second, -1",
        "canyon.limits.auth-body-bytes, 1023",
        "canyon.socketio.error-details, 2",
        "canyon.public-url, http://shop.test:65536",
        "canyon.public-url, http://[fe80::1%25eth0]:8080"
    })
    void what_is_not_allowed_is_named(String key, String text) {
        assertThat(refusal(key, text).problems())
                .singleElement()
                .asString()
                .startsWith(key + " = \"" + text + "\" (from the test): ");
    }

    @Test
    void a_line_break_cannot_be_configured_into_a_header() {
        assertThat(refusal("canyon.cors.headers", "a\nSet-Cookie: b").problems())
                .hasSize(1);
    }

    @Test
    void values_made_in_code_obey_the_same_bounds() {
        AuthLoad load = new AuthLoad(1, 1, 1);

        assertThatThrownBy(() -> new AuthLoad(0, 1, 1)).hasMessageContaining("canyon.auth.concurrency");
        assertThatThrownBy(() -> new AuthLoad(1, 0, 1)).hasMessageContaining("canyon.auth.queue");
        assertThatThrownBy(() -> new AuthLoad(1, 1, 0)).hasMessageContaining("canyon.auth.per-connection");
        assertThatThrownBy(() -> new AuthSettings(
                        AuthHosts.parse("http://a.test"), "/", Duration.ZERO, true, false, false, false, load))
                .hasMessageContaining("canyon.auth.timeout");
    }

    @ParameterizedTest
    @CsvSource({"on,,true", "on,http://shop.test,false", "off,,false"})
    void only_in_development_mode_and_without_a_host_Canyon_stands_in(
            String dev, @Nullable String host, boolean standIn) {
        MapSource source = MapSource.of("canyon.dev", dev);
        Settings settings = SettingsLoader.load(host == null ? source : source.with("canyon.auth.host", host))
                .settings();

        assertThat(settings.auth().standIn()).isEqualTo(standIn);
    }

    @Test
    void presence_without_a_Redis_to_tell_is_mentioned() {
        assertThat(SettingsLoader.load(MapSource.of("canyon.presence.publish", "on"))
                        .warnings())
                .singleElement()
                .asString()
                .contains("canyon.presence.publish", "canyon.redis.url");
        assertThat(SettingsLoader.load(MapSource.of("canyon.presence.publish", "on")
                                .with("canyon.redis.url", "redis://redis.test"))
                        .warnings())
                .isEmpty();
    }

    private static InvalidSettingsException refusal(String key, String text) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> SettingsLoader.load(MapSource.of(key, text)));
    }
}
