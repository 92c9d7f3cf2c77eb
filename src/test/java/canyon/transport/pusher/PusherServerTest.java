package canyon.transport.pusher;

import static canyon.transport.pusher.TestPusher.hello;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.app.TestApps;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.Origins;
import canyon.connection.CloseReason;
import canyon.message.ChannelName;
import canyon.transport.pusher.TestPusher.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may connect, and with which code others are sent away. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherServerTest {
    private final TestPusher pusher = new TestPusher(TestApps.directory());

    @ParameterizedTest
    @CsvSource({"5", "6", "7"})
    void clients_of_three_protocols_may_come(String protocol) {
        Client client = pusher.connect(hello(TestApps.KEY, protocol));

        assertThat(client.writer().frames())
                .singleElement()
                .asString()
                .startsWith("{\"event\":\"pusher:connection_established\"");
        assertThat(pusher.connections.count(App.DEFAULT_SCOPE)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        ", 7, 4005",
        "nobodys, 7, 4001",
        "KEY, , 4008",
        "KEY, '', 4008",
        "KEY, seven, 4006",
        "KEY, 7.1, 4006",
        "KEY, 4, 4007",
        "KEY, 8, 4007",
        "KEY, 1000000000000, 4006"
    })
    void others_are_sent_away_with_the_code_of_the_documentation(
            @Nullable String key, @Nullable String protocol, int code) {
        Client client = pusher.connect(hello("KEY".equals(key) ? TestApps.KEY : key, protocol));

        assertThat(client.closeCode()).isEqualTo(code);
        assertThat(pusher.connections.count()).isZero();
    }

    @Test
    void new_clients_are_told_by_the_code_alone() {
        assertThat(pusher.connect(hello("nobodys", "6")).writer().frames()).isEmpty();
    }

    @Test
    void old_clients_are_told_the_code_by_a_message_too() {
        Client client = pusher.connect(hello("nobodys", "5"));

        assertThat(client.writer().frames())
                .containsExactly("{\"event\":\"pusher:error\",\"data\":{\"message\":\"Application does not exist\","
                        + "\"code\":4001}}");
        assertThat(client.closeCode()).isEqualTo(4001);
    }

    @Test
    void a_disabled_application_takes_nobody() {
        assertThat(with(new AppRules(false, false, true, true, false, null, null, Set.of()))
                        .connect()
                        .closeCode())
                .isEqualTo(4003);
    }

    @Test
    void an_application_may_insist_on_TLS() {
        TestPusher tls = with(new AppRules(true, true, true, true, false, null, null, Set.of()));

        assertThat(tls.connect().closeCode()).isEqualTo(4000);
        assertThat(tls.connect(new Hello(TestApps.KEY, "7", null, Hello.WEB_SOCKET, true, "127.0.0.1", null))
                        .closeCode())
                .isNull();
    }

    @Test
    void pages_of_other_origins_are_not_authorized() {
        assertThat(pusher.connect(new Hello(
                                TestApps.KEY, "7", "https://evil.test", Hello.WEB_SOCKET, true, "127.0.0.1", null))
                        .closeCode())
                .isEqualTo(4009);
        assertThat(pusher.connect(new Hello(
                                TestApps.KEY, "7", "https://shop.test", Hello.WEB_SOCKET, true, "127.0.0.1", null))
                        .closeCode())
                .isNull();
    }

    @Test
    void origins_of_an_application_count_instead_of_those_of_all() {
        TestPusher own =
                with(new AppRules(true, false, true, true, false, null, Origins.parse("https://own.test"), Set.of()));

        assertThat(own.connect(new Hello(
                                TestApps.KEY, "7", "https://own.test", Hello.WEB_SOCKET, true, "127.0.0.1", null))
                        .closeCode())
                .isNull();
        assertThat(own.connect(new Hello(
                                TestApps.KEY, "7", "https://shop.test", Hello.WEB_SOCKET, true, "127.0.0.1", null))
                        .closeCode())
                .isEqualTo(4009);
    }

    @Test
    void over_the_limit_of_connections_a_client_is_to_come_back_and_over_the_quota_it_is_not() {
        TestPusher limited = new TestPusher(TestApps.directory(TestApps.limits(1, 0, 1_000, Duration.ofMinutes(2))));
        TestPusher quota = new TestPusher(TestApps.directory(TestApps.limits(1, 1, 1_000, Duration.ofMinutes(2))));
        Client first = limited.connect();
        quota.connect();

        Client refused = limited.connect();
        assertThat(refused.closeCode()).isEqualTo(4100);
        assertThat(refused.writer().frames()).singleElement().asString().contains("may have 1 connections");
        assertThat(quota.connect().closeCode()).isEqualTo(4004);

        first.session().lost();
        assertThat(limited.connect().closeCode()).isNull();
    }

    @Test
    void the_server_has_a_limit_for_all_applications_together() {
        for (int i = 0; i < 3; i++) {
            assertThat(pusher.connect().closeCode()).isNull();
        }

        assertThat(pusher.connect().closeCode()).isEqualTo(4100);
    }

    @Test
    void a_server_that_stops_sends_everybody_to_come_back_at_once() {
        Client before = pusher.connect();

        pusher.server.stop();

        assertThat(before.closeCode()).isEqualTo(4200);
        assertThat(pusher.connect().closeCode()).isEqualTo(4200);
        assertThat(pusher.connections.count()).isZero();
    }

    @Test
    void a_server_that_drains_takes_nobody_until_it_takes_everybody_again() {
        pusher.connections.admissions().close();
        assertThat(pusher.server.isAccepting()).isFalse();
        assertThat(pusher.connect().closeCode()).isEqualTo(4200);

        pusher.connections.admissions().open();
        assertThat(pusher.server.isAccepting()).isTrue();
        assertThat(pusher.connect().closeCode()).isNull();
    }

    @Test
    void whoever_comes_back_too_fast_is_to_come_again_in_a_second() {
        pusher.connections.admissions().pace(1_000, 1, Duration.ofMinutes(1));
        assertThat(pusher.connect().closeCode()).isNull();

        Client refused = pusher.connect();

        assertThat(refused.closeCode()).isEqualTo(4100);
        assertThat(refused.writer().frames()).singleElement().asString().contains("Too many connect at once");
        assertThat(pusher.connections.count()).isOne();
    }

    @Test
    void a_client_that_is_gone_leaves_nothing() {
        Client client = pusher.connect();
        client.session().receive("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"orders\"}}");
        assertThat(pusher.registry.subscriberCount(new ChannelName("orders"))).isEqualTo(1);

        client.session().lost();

        assertThat(pusher.registry.channelCount()).isZero();
        assertThat(pusher.connections.count()).isZero();
    }

    @Test
    void garbage_is_answered_and_costs_nothing_else() {
        Client client = pusher.connect();

        client.session().receive("{");
        client.session().misunderstood("Binary WebSocket frames are not supported");
        client.session().receive("{\"event\":\"pusher:ping\",\"data\":{}}");

        assertThat(client.writer().frames())
                .satisfiesExactly(
                        frame -> assertThat(frame).contains("connection_established"),
                        frame -> assertThat(frame).contains("pusher:error").contains("no JSON"),
                        frame -> assertThat(frame).contains("Binary"),
                        frame -> assertThat(frame).contains("pusher:pong"));
        assertThat(client.closeCode()).isNull();
    }

    @Test
    void a_message_over_the_limit_ends_the_connection() {
        TestPusher limited = new TestPusher(TestApps.directory(TestApps.limits(0, 0, 30, Duration.ofMinutes(2))));
        Client text = limited.connect();
        Client unicode = limited.connect();

        text.session().receive("x".repeat(31));
        unicode.session().receive("é".repeat(16));

        assertThat(text.closeCode()).isEqualTo(1009);
        assertThat(unicode.closeCode()).isEqualTo(1009);
    }

    @Test
    void a_silent_client_is_asked_and_then_closed() {
        TestPusher lively = new TestPusher(TestApps.directory(TestApps.limits(0, 0, 1_000, Duration.ofSeconds(1))));
        Client client = lively.connect();
        long now = System.nanoTime();

        client.session().check(now + Duration.ofSeconds(2).toNanos());
        assertThat(client.writer().frames()).endsWith("{\"event\":\"pusher:ping\",\"data\":{}}", "ping");
        client.session().check(now + Duration.ofSeconds(33).toNanos());
        assertThat(client.closeCode()).isEqualTo(4201);

        client.session().check(now + Duration.ofSeconds(60).toNanos());
        assertThat(client.writer().aborted()).isEqualTo(CloseReason.PONG_TIMEOUT);
    }

    @Test
    void one_that_is_not_authorized_in_time_is_closed() {
        Duration timeout = Duration.ofSeconds(10);
        Client client = with(new AppRules(true, false, true, true, false, timeout, null, Set.of()))
                .connect();

        client.session().check(System.nanoTime() + timeout.toNanos());

        assertThat(client.closeCode()).isEqualTo(4009);
    }

    @Test
    void a_day_without_anything_to_say_or_to_hear_ends_it() {
        Client client = pusher.connect();

        client.session().check(System.nanoTime() + Duration.ofDays(2).toNanos());

        assertThat(client.closeCode()).isEqualTo(4202);
    }

    private static TestPusher with(AppRules rules) {
        return new TestPusher(TestApps.directory(AppLimits.DEFAULT, rules));
    }

    @Test
    void a_client_whose_requests_come_to_another_node_is_told_to_begin_again() {
        List<String> strays = new ArrayList<>();
        TestPusher.Client client = pusher.connect();
        pusher.server.fallbacks().put("key/1/abc", new XhrSession(client.session(), session -> {}));
        pusher.server.onStray(strays::add);
        pusher.server.strayed("key/1/xyz");

        assertThat(strays).containsExactly("key/1/xyz");
        assertThat(pusher.server.sendAstray("key/1/xyz")).isFalse();
        assertThat(pusher.server.sendAstray("key/1/abc")).isTrue();
        assertThat(client.closeCode()).isEqualTo(4101);
    }
}
