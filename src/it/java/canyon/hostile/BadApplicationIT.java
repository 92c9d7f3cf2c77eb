package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import canyon.support.AuthAnswer;
import canyon.support.AuthRequest;
import canyon.support.CanyonServer;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is slow, down, or answers what nobody expects. */
class BadApplicationIT extends AmongMembers {
    private static final String TEN_MEGABYTES = "\"" + "a".repeat(10 * 1024 * 1024) + "\"";

    private final String channel = "private-answer." + UUID.randomUUID();

    BadApplicationIT(CanyonServer canyon, RedisServerFixture redis, LaravelApp app) throws IOException {
        super(canyon, redis, app);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("nothing", AuthAnswer.drop(), 0),
                arguments("no HTTP", AuthAnswer.garbage("garbage\r\n\r\n"), 0),
                arguments("no status", AuthAnswer.garbage("HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n"), 0),
                arguments("a body that ends too early", AuthAnswer.cutOff(200, "true"), 0),
                arguments("a refusal that ends too early", AuthAnswer.cutOff(403, "{}"), 0),
                arguments("10 MB", AuthAnswer.of(200, TEN_MEGABYTES), 413),
                arguments("10 MB with an error", AuthAnswer.of(500, TEN_MEGABYTES), 500),
                arguments("a page", AuthAnswer.of(200, " \r\n<!DOCTYPE html>"), 403),
                arguments("a page behind a byte order mark", AuthAnswer.of(200, "\ufeff<html>"), 403),
                arguments("a login", AuthAnswer.of(401, Map.of("WWW-Authenticate", "Basic realm=x"), "{}"), 401),
                arguments("a proxy's", AuthAnswer.of(407, Map.of("Proxy-Authenticate", "Basic realm=x"), "{}"), 407),
                arguments("created", AuthAnswer.of(201, "true"), 201),
                arguments("accepted", AuthAnswer.of(202, "true"), 202),
                arguments("no content", AuthAnswer.of(204, ""), 204),
                arguments("a time-out", AuthAnswer.of(408, "{}"), 408),
                arguments("too many", AuthAnswer.of(429, Map.of("Retry-After", "0"), "{}"), 429),
                arguments("later", AuthAnswer.of(503, Map.of("Retry-After", "0"), "{}"), 503));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void what_admits_nobody_is_told_with_its_status(String what, AuthAnswer answer, int status) throws Exception {
        app.answers(channel, answer);
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(channel, 2);

            assertThat(intruder.hear())
                    .as(what)
                    .isEqualTo("42[\"subscription_error\",\"" + channel + "\"," + status + "]");
            assertThat(occupancy.of(channel)).isZero();
            intruder.isUnharmed();
        }
    }

    /** Whether it counts depends on the server's HTTP client; nobody is anybody by half of it. */
    @Test
    void of_an_answer_that_ends_too_early_nobody_is_made_a_member() throws Exception {
        List<AuthAnswer> halves = List.of(
                AuthAnswer.garbage("HTTP/1.1 200 OK\r\nContent-Len"),
                AuthAnswer.cutOff(200, "{\"channel_data\":{\"user_id\":\"2\"}"));
        for (AuthAnswer half : halves) {
            app.answers(room, half);
            try (Intruder intruder = Intruder.at(peer, 4)) {
                intruder.subscribe(room, 2);
                app.await(room);
                intruder.unsubscribe(room);
            }
        }
        app.reset();
        goes(neighbour(3), 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed_not_even_to_a_page_that_admits_everybody(int status) throws Exception {
        app.answers(channel, AuthAnswer.redirect(status, app.home()));
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(channel, 2);

            assertThat(intruder.hear()).isEqualTo("42[\"subscription_error\",\"" + channel + "\"," + status + "]");
            assertThat(occupancy.of(channel)).isZero();
            app.await(channel);
            assertThat(app.requests())
                    .noneMatch(request -> request.target().equals(app.home().getPath())
                            || request.socketId().equals(intruder.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "false", "null", "0", "{}", "garbage", "{\"auth\":\"x:y\"}"})
    void any_other_answer_with_status_200_admits(String body) throws Exception {
        app.answers(channel, AuthAnswer.of(200, body));
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(channel, 2);

            occupancy.await(channel, 1);
            laravel.event(channel, "E", "1");
            assertThat(intruder.hear()).isEqualTo("42[\"E\",\"" + channel + "\",1]");
        }
    }

    @Test
    void an_application_that_is_down_admits_nobody_until_it_is_back() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            app.stop();
            try {
                intruder.subscribe(channel, 2);
                intruder.subscribe("presence-down", 2);
                assertThat(List.of(intruder.hear(), intruder.hear()))
                        .containsExactlyInAnyOrder(
                                "42[\"subscription_error\",\"" + channel + "\",0]",
                                "42[\"subscription_error\",\"presence-down\",0]");
                laravel.event(room, "E", "1");
                assertThat(member.hear()).isEqualTo("42[\"E\",\"" + room + "\",1]");
            } finally {
                app.startAgain();
            }

            intruder.subscribe(channel, 2);
            occupancy.await(channel, 1);
        }
    }

    @Test
    void whoever_waits_for_a_slow_application_keeps_nobody_else_waiting() throws Exception {
        app.holds(request -> request.channel().startsWith("private-slow."));
        try (Intruder intruder = Intruder.at(peer, 4);
                Intruder other = Intruder.at(peer, 4)) {
            for (int i = 0; i < 50; i++) {
                intruder.subscribe("private-slow." + i, 2);
            }
            intruder.isUnharmed();
            List<AuthRequest> held = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                held.add(app.await(request -> request.channel().startsWith("private-slow.")));
            }

            other.subscribe(channel, 2);
            occupancy.await(channel, 1);
            assertThat(held).extracting(AuthRequest::socketId).containsOnly(intruder.id());
            assertThat(app.requests())
                    .as("more than 8 at once for one client")
                    .noneMatch(request -> request.socketId().equals(intruder.id()));

            app.reset();
            for (int i = 0; i < 50; i++) {
                occupancy.await("private-slow." + i, 1);
            }
            intruder.isUnharmed();
        }
    }

    @Test
    void whoever_asks_for_the_same_channel_without_end_is_refused() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(channel, 2);
            occupancy.await(channel, 1);
            app.holds(request -> request.channel().equals(channel));

            for (int i = 0; i < 5000; i++) {
                intruder.subscribe(channel, 2);
            }

            assertThat(intruder.hear()).isEqualTo("42[\"subscription_error\",\"" + channel + "\",429]");
        }
    }

    @Test
    void whoever_has_left_the_channel_meanwhile_is_not_joined_afterwards() throws Exception {
        app.holds(request -> request.channel().equals(room));
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(room, 2);
            AuthRequest left = app.await(room);
            intruder.unsubscribe(room);
            intruder.subscribe(room, 3);
            AuthRequest back = app.await(room);
            left.answer(AuthAnswer.of(200, user(2)));
            back.answer(AuthAnswer.of(200, user(3)));

            assertThat(intruder.hear())
                    .contains(",[{\"user_id\":\"3\",\"socketId\":")
                    .doesNotContain("\"2\"");
            assertThat(member.hear()).startsWith("42[\"presence:joining\",\"" + room + "\",{\"user_id\":\"3\"");
            goes(intruder, 3);
        }
    }

    @Test
    void whoever_is_gone_meanwhile_leaves_nothing_behind() throws Exception {
        app.holds(request -> request.channel().equals(room));
        Intruder intruder = Intruder.at(peer, 4);
        String beacon = "public." + intruder.id();
        intruder.subscribe(beacon);
        intruder.subscribe(room, 2);
        AuthRequest late = app.await(room);
        occupancy.await(beacon, 1);
        intruder.close();
        occupancy.await(beacon, 0);

        late.answer(AuthAnswer.of(200, user(2)));

        app.reset();
        // Each has seen only whom it should: the member joins nobody but this one.
        try (Intruder neighbour = neighbour(4)) {
            assertThat(occupancy.of(room)).isEqualTo(2);
            goes(neighbour, 4);
        }
    }

    private static String user(int number) {
        return "{\"channel_data\":{\"user_id\":\"" + number + "\"}}";
    }
}
