package canyon.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.app.AppsUnavailableException;
import canyon.app.ConfiguredApp;
import canyon.app.TestApps;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.AppSettings;
import canyon.config.Secret;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.transport.engineio.EngineError;
import canyon.transport.engineio.EngineVersion;
import canyon.transport.engineio.Handshake;
import canyon.transport.engineio.PageHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which application a client of Socket.IO belongs to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EchoAppsTest {
    private static final App SHOP = new App(
            "shop",
            new AppSettings(
                    "shop",
                    "shop-key",
                    new Secret("s"),
                    null,
                    new AppRules(true, false, true, true, false, null, null, Set.of("ws.shop.test", "[::1]")),
                    AppLimits.DEFAULT,
                    List.of()));

    private final Connections connections = new Connections(2);
    private final EchoApps apps = new EchoApps(new Two(TestApps.directory()), connections);

    @ParameterizedTest
    @CsvSource({
        ", , 3",
        "shop-key, , shop",
        ", ws.shop.test, shop",
        ", WS.shop.test:6001, shop",
        ", [::1]:6001, shop",
        ", other.test, 3",
        "278d425bdf160c739803, ws.shop.test, 3"
    })
    void it_is_the_one_that_it_names_else_that_of_its_host_else_the_default_one(
            @Nullable String key, @Nullable String host, String id) {
        assertThat(apps.of(handshake(key, host))).map(App::id).contains(id);
        assertThat(apps.refusal(handshake(key, host))).isEmpty();
    }

    @Test
    void a_name_that_nobody_has_is_refused() {
        assertThat(apps.refusal(handshake("nobodys", null))).contains(EngineError.UNKNOWN_APPLICATION);
    }

    @Test
    void while_nobody_can_tell_it_may_try_again() {
        EchoApps away = new EchoApps(new Away(), connections);

        assertThat(away.refusal(handshake("shop-key", null))).contains(EngineError.APPLICATIONS_UNAVAILABLE);
        assertThat(away.current(handshake("shop-key", null))).isEmpty();
    }

    @Test
    void a_node_that_drains_takes_nobody_until_it_takes_everybody_again() {
        connections.admissions().close();
        assertThat(apps.refusal(handshake(null, null))).contains(EngineError.DRAINING);

        connections.admissions().open();
        assertThat(apps.refusal(handshake(null, null))).isEmpty();
    }

    @Test
    void those_who_come_back_too_fast_are_asked_to_try_again() {
        connections.admissions().pace(1_000, 1, Duration.ofMinutes(1));

        assertThat(apps.refusal(handshake(null, null))).isEmpty();
        assertThat(apps.refusal(handshake(null, null))).contains(EngineError.TOO_MANY_AT_ONCE);
    }

    @Test
    void a_disabled_application_takes_nobody() {
        AppRules disabled = new AppRules(false, false, true, true, false, null, null, Set.of());
        EchoApps closed = new EchoApps(TestApps.directory(AppLimits.DEFAULT, disabled), connections);

        assertThat(closed.refusal(handshake(null, null))).contains(EngineError.DISABLED_APPLICATION);
    }

    @Test
    void applications_and_the_server_have_limits() {
        EchoApps limited =
                new EchoApps(TestApps.directory(TestApps.limits(1, 0, 1_000, Duration.ofMinutes(2))), connections);
        Connection one = TestConnections.echo("1.1", RecordingWriter.prompt());
        assertThat(connections.addIfRoom(one, 1)).isTrue();

        assertThat(limited.refusal(handshake(null, null))).contains(EngineError.TOO_MANY_CONNECTIONS);
        assertThat(connections.addIfRoom(TestConnections.echo("1.2", RecordingWriter.prompt()), 1))
                .isFalse();
        assertThat(apps.refusal(handshake(null, null))).isEmpty();
        connections.add(TestConnections.echo("1.3", RecordingWriter.prompt()));
        assertThat(apps.refusal(handshake(null, null))).contains(EngineError.TOO_MANY_CONNECTIONS);
        assertThat(connections.addIfRoom(TestConnections.echo("1.4", RecordingWriter.prompt()), 0))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "5, 0, 5", "0, 5, 5", "4, 5, 4", "6, 5, 5"})
    void the_smaller_limit_counts(int connections, int quota, int limit) {
        AppLimits limits = TestApps.limits(connections, quota, 1_000, Duration.ofMinutes(2));

        assertThat(EchoApps.limit(TestApps.directory(limits).standard())).isEqualTo(limit);
    }

    private static Handshake handshake(@Nullable String key, @Nullable String host) {
        return new Handshake(
                EngineVersion.V4, null, false, "127.0.0.1", key, new PageHeaders(null, null, null, host, null));
    }

    /** The default application and the shop. */
    private record Two(AppDirectory first) implements AppDirectory {
        @Override
        public App standard() {
            return first.standard();
        }

        @Override
        public Optional<App> find(String id) {
            return id.equals(SHOP.id()) ? Optional.of(SHOP) : first.find(id);
        }

        @Override
        public Optional<App> findByKey(String key) {
            return key.equals(SHOP.key()) ? Optional.of(SHOP) : first.findByKey(key);
        }

        @Override
        public Optional<App> findByHost(String host) {
            return SHOP.rules().hosts().contains(host) ? Optional.of(SHOP) : first.findByHost(host);
        }

        @Override
        public Optional<App> known(String scope) {
            return first.known(scope);
        }
    }

    /** Its database does not answer. */
    private static final class Away implements AppDirectory {
        private final ConfiguredApp standard =
                new ConfiguredApp(TestApps.settings(AppLimits.DEFAULT, AppRules.DEFAULT));

        @Override
        public App standard() {
            return standard.standard();
        }

        @Override
        public Optional<App> find(String id) {
            throw new AppsUnavailableException();
        }

        @Override
        public Optional<App> findByKey(String key) {
            throw new AppsUnavailableException();
        }

        @Override
        public Optional<App> findByHost(String host) {
            throw new AppsUnavailableException();
        }

        @Override
        public Optional<App> known(String scope) {
            return Optional.empty();
        }
    }
}
