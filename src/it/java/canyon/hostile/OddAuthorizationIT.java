package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.AuthAnswer;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import canyon.wire.Laravel;
import canyon.wire.Occupancy;
import canyon.wire.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Settings of authorization and presence that nobody would choose, each with its effect, on a server of its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
class OddAuthorizationIT {
    private static final int EVENTS_PER_SECOND = 5;

    private final RedisServerFixture redis;
    private final LaravelApp first;
    private final LaravelApp second;
    private final CanyonServer canyon;
    private final Peer peer;
    private final Laravel laravel;
    private final Occupancy occupancy;

    OddAuthorizationIT() throws IOException {
        redis = RedisServerFixture.start();
        first = LaravelApp.start();
        second = LaravelApp.start();
        canyon = CanyonServer.start(Map.ofEntries(
                Map.entry("canyon.redis.url", redis.uri().toString()),
                Map.entry("canyon.app.id", CanyonServers.APP_ID),
                Map.entry("canyon.app.key", CanyonServers.APP_KEY),
                Map.entry("canyon.app.secret", CanyonServers.APP_SECRET),
                Map.entry("canyon.app.api-key", CanyonServers.API_KEY),
                Map.entry("canyon.auth.host", first.uri() + "," + second.uri()),
                Map.entry("canyon.auth.endpoint", "/odd/auth"),
                Map.entry("canyon.auth.timeout", "PT1S"),
                Map.entry("canyon.auth.lenient", "on"),
                Map.entry("canyon.auth.trace", "on"),
                Map.entry("canyon.auth.concurrency", "2"),
                Map.entry("canyon.auth.queue", "2"),
                Map.entry("canyon.socketio.error-details", "on"),
                Map.entry("canyon.limits.auth-body-bytes", "1024"),
                Map.entry("canyon.limits.presence-members", "2"),
                Map.entry("canyon.limits.presence-member-bytes", "64"),
                Map.entry("canyon.limits.client-events-per-second", String.valueOf(EVENTS_PER_SECOND))));
        peer = Peer.of(canyon);
        laravel = Laravel.with(redis);
        occupancy = new Occupancy(peer);
        warmUp();
    }

    /** The first call of a fresh server may take longer than is waited for here. */
    private void warmUp() throws IOException {
        try (Intruder early = Intruder.at(peer, 3)) {
            do {
                early.subscribe("presence-early", 1);
            } while (!early.hear().startsWith("42[\"presence:subscribed\""));
        }
    }

    @AfterEach
    void reset() {
        first.reset();
        second.reset();
    }

    @AfterAll
    void stop() throws IOException {
        try (redis;
                first;
                second;
                canyon;
                laravel) {
            // Laravel first, then Canyon, then what it uses.
        }
    }

    @Test
    void the_application_that_a_page_comes_from_is_asked_and_otherwise_the_first() throws Exception {
        String page = second.uri() + "/orders?page=2";
        try (Intruder ofFirst = Intruder.at(peer, 3, Map.of("Referer", first.uri() + "/orders"));
                Intruder ofSecond = Intruder.at(
                        peer, 3, Map.of("Referer", page, "Origin", first.uri().toString()));
                Intruder byOrigin =
                        Intruder.at(peer, 3, Map.of("Origin", second.uri().toString()));
                Intruder ofNobody = Intruder.at(peer, 3, Map.of("Referer", "http://evil.test/" + second.uri()))) {
            asks(first, ofFirst);
            asks(second, ofSecond);
            asks(second, byOrigin);
            asks(first, ofNobody);
        }
    }

    private static void asks(LaravelApp app, Intruder intruder) throws Exception {
        intruder.subscribe("private-hosts", 1);
        assertThat(app.await("private-hosts").socketId()).isEqualTo(intruder.id());
    }

    @Test
    void the_odd_endpoint_is_asked() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 3)) {
            intruder.subscribe("private-endpoint", 1);

            assertThat(first.await("private-endpoint").target()).isEqualTo("/odd/auth");
        }
    }

    @Test
    void whom_nobody_answers_in_time_is_refused_and_so_is_who_comes_when_too_many_wait() throws Exception {
        first.holds(request -> true);
        try (Intruder intruder = Intruder.at(peer, 3)) {
            intruder.subscribe("private-queue.1", 1);
            intruder.subscribe("private-queue.2", 1);
            first.await("private-queue.1");
            first.await("private-queue.2");
            for (int i = 3; i <= 5; i++) {
                intruder.subscribe("private-queue." + i, 1);
            }

            assertThat(intruder.hear())
                    .startsWith("42[\"subscription_error\",\"private-queue.5\",503,{\"reason\":\"")
                    .endsWith("\"}]");
            List<String> late = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                late.add(intruder.hear());
            }
            late.sort(null);
            for (int i = 1; i <= 4; i++) {
                assertThat(late.get(i - 1))
                        .startsWith("42[\"subscription_error\",\"private-queue." + i + "\",0,{\"reason\":\"");
            }
            first.reset();
            intruder.subscribe("presence-queue", 1);
            assertThat(intruder.hear()).startsWith("42[\"presence:subscribed\",\"presence-queue\",");
        }
    }

    @Test
    void a_page_admits_if_canyon_is_lenient() throws Exception {
        first.answers("private-page", AuthAnswer.of(200, "<html>"));
        try (Intruder intruder = Intruder.at(peer, 3)) {
            intruder.subscribe("private-page", 1);
            occupancy.await("private-page", 1);

            laravel.event("private-page", "E", "1");

            assertThat(intruder.hear()).isEqualTo("42[\"E\",\"private-page\",1]");
        }
    }

    @Test
    void a_long_answer_is_refused() throws Exception {
        first.answers("private-long", AuthAnswer.of(200, "a".repeat(1025)));
        try (Intruder intruder = Intruder.at(peer, 3)) {
            intruder.subscribe("private-long", 1);
            assertThat(intruder.hear()).startsWith("42[\"subscription_error\",\"private-long\",413,{\"reason\":\"");

            first.answers("private-long", AuthAnswer.of(200, "a".repeat(1024)));
            intruder.subscribe("private-long", 1);
            occupancy.await("private-long", 1);
        }
    }

    @Test
    void the_third_user_is_refused_until_one_has_left() throws Exception {
        try (Intruder one = Intruder.at(peer, 3);
                Intruder two = Intruder.at(peer, 3);
                Intruder tab = Intruder.at(peer, 3);
                Intruder three = Intruder.at(peer, 3)) {
            first.answers("presence-full", user(1));
            one.subscribe("presence-full", 1);
            assertThat(one.hear()).startsWith("42[\"presence:subscribed\",\"presence-full\",");
            first.answers("presence-full", user(2));
            for (Intruder connection : List.of(two, tab)) {
                connection.subscribe("presence-full", 2);
                assertThat(connection.hear()).startsWith("42[\"presence:subscribed\",\"presence-full\",");
            }
            first.answers("presence-full", user(3));

            three.subscribe("presence-full", 3);
            assertThat(three.hear()).startsWith("42[\"subscription_error\",\"presence-full\",413,{\"reason\":\"");
            two.unsubscribe("presence-full");
            occupancy.await("presence-full", 2);
            three.subscribe("presence-full", 3);
            assertThat(three.hear()).startsWith("42[\"subscription_error\",\"presence-full\",413,");
            tab.unsubscribe("presence-full");
            occupancy.await("presence-full", 1);

            three.subscribe("presence-full", 3);
            assertThat(three.hear()).startsWith("42[\"presence:subscribed\",\"presence-full\",");
        }
    }

    @Test
    void a_member_that_is_too_large_is_refused() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 3)) {
            first.answers(
                    "presence-large",
                    AuthAnswer.of(200, "{\"channel_data\":{\"user_id\":\"" + "é".repeat(30) + "\"}}"));
            intruder.subscribe("presence-large", 1);

            assertThat(intruder.hear()).startsWith("42[\"subscription_error\",\"presence-large\",413,{\"reason\":\"");
        }
    }

    @Test
    void who_whispers_too_fast_is_not_heard_and_is_again_later() throws Exception {
        try (Intruder fast = Intruder.at(peer, 3);
                Intruder listener = Intruder.at(peer, 3)) {
            fast.subscribe("private-fast", 1);
            listener.subscribe("private-fast", 2);
            occupancy.await("private-fast", 2);

            for (int i = 0; i < 1000; i++) {
                fast.whisper("private-fast", "client-x", String.valueOf(i));
            }
            fast.isUnharmed();
            laravel.event("private-fast", "E", "1");
            assertThat(fast.hear()).isEqualTo("42[\"E\",\"private-fast\",1]");

            for (int i = 0; i < EVENTS_PER_SECOND; i++) {
                assertThat(listener.hear()).isEqualTo("42[\"client-x\",\"private-fast\"," + i + "]");
            }
            int late = 0;
            while (listener.hear().startsWith("42[\"client-x\"")) {
                late++;
            }
            assertThat(late).isLessThan(500);
            String again = "";
            while (!again.startsWith("42[\"client-y\"")) {
                fast.whisper("private-fast", "client-y", "1");
                fast.isUnharmed();
                laravel.event("private-fast", "E", "1");
                assertThat(fast.hear()).isEqualTo("42[\"E\",\"private-fast\",1]");
                again = listener.hear();
            }
        }
    }

    @Test
    void each_authorization_leaves_a_line_in_the_log_without_secrets() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 3, Map.of("Cookie", "laravel_session=good:s3cr3tcookie"))) {
            intruder.subscribe("private-traced", "{\"headers\":{\"Authorization\":\"Bearer good:s3cr3ttoken\"}}");
            occupancy.await("private-traced", 1);
            intruder.subscribe("private-forbidden", "{\"headers\":{\"X-Api\":\"s3cr3theader\\r\\n\"}}");
            assertThat(intruder.hear()).contains("private-forbidden", "400");
        }

        String log = canyon.log();
        assertThat(log)
                .contains("private-traced")
                .contains(first.uri().toString())
                .contains("200")
                .doesNotContain("s3cr3t");
    }

    private static AuthAnswer user(int number) {
        return AuthAnswer.of(200, "{\"channel_data\":{\"user_id\":" + number + "}}");
    }
}
