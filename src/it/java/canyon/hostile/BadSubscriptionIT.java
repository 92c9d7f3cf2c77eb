package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.wire.Occupancy;
import canyon.wire.PusherSocket;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of Pusher's that ask for what they may not have, or for too much. */
class BadSubscriptionIT extends AmongPusherClients {
    private static final int CHANNELS_PER_CONNECTION = 1000;
    private static final int MANY = 20_000;

    private final Occupancy occupancy;

    BadSubscriptionIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
        occupancy = new Occupancy(peer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a b",
                "a/b",
                "a:b",
                "a*",
                "ä",
                "🦊",
                "a\u0000",
                "a\n",
                "private-a\r\nX: 1",
                "a#",
                "##a",
                "#",
                "#a",
                "#private-a"
            })
    void a_name_that_no_channel_can_have_is_refused(String name) throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.subscribe(name, null);

            isRefused(client, 400, "InvalidRequest");
            client.isUnharmed();
        }
    }

    @Test
    void a_name_that_is_too_long_is_refused() throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.join("a".repeat(200));
            client.subscribe("a".repeat(201));
            isRefused(client, 400, "InvalidRequest");
            client.subscribe("a".repeat(900_000));
            isRefused(client, 400, "InvalidRequest");

            client.isUnharmed();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "SIGNATURE",
                ":SIGNATURE",
                "KEY",
                "KEY:",
                "KEY:SIGNATURE0",
                "KEY:0SIGNATURE",
                "KEY: SIGNATURE",
                "KEY::SIGNATURE",
                "other-key:SIGNATURE",
                "KEY:0000000000000000000000000000000000000000000000000000000000000000",
                "KEY:漢"
            })
    void a_signature_that_is_wrong_opens_nothing(String auth) throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            String right = client.signature("private-a", null);
            String signature = right.substring(right.indexOf(':') + 1);

            client.subscribe(
                    "private-a", null, auth.replace("SIGNATURE", signature).replace("KEY", CanyonServers.APP_KEY));

            isRefused(client, 401, "AuthError");
            client.isUnharmed();
        }
    }

    @Test
    void a_signature_for_something_else_opens_nothing() throws IOException {
        String member = "{\"user_id\":\"1\"}";
        try (PusherSocket client = PusherSocket.to(peer);
                PusherSocket other = PusherSocket.to(peer)) {
            client.subscribe("private-a", null, other.signature("private-a", null));
            isRefused(client, 401, "AuthError");
            client.subscribe("private-a", null, client.signature("private-b", null));
            isRefused(client, 401, "AuthError");
            client.subscribe("private-a", member, client.signature("private-a", null));
            isRefused(client, 401, "AuthError");
            client.subscribe("presence-a", "{\"user_id\":\"2\"}", client.signature("presence-a", member));
            isRefused(client, 401, "AuthError");
            client.subscribe("presence-a", member, other.signature("presence-a", member));
            isRefused(client, 401, "AuthError");
            client.subscribe("public-private-a");
            isRefused(client, 401, "AuthError");
            client.subscribe("private-a");
            isRefused(client, 401, "AuthError");

            assertThat(occupancy.of("private-a")).isZero();
            assertThat(occupancy.of("presence-a")).isZero();
            client.isUnharmed();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "null",
                "5",
                "[]",
                "{}",
                "{\"user_id\":null}",
                "{\"user_id\":\"\"}",
                "{\"user_id\":{}}",
                "{\"user_info\":{\"id\":1}}"
            })
    void nobody_is_no_member_though_it_is_signed(String member) throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.subscribe("presence-a", member);

            isRefused(client, 400, "InvalidRequest");
            client.isUnharmed();
        }
        assertThat(occupancy.of("presence-a")).isZero();
    }

    @Test
    void a_member_that_is_too_large_is_refused() throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.subscribe("presence-a", "{\"user_id\":\"1\",\"user_info\":\"" + "a".repeat(8192) + "\"}");

            isRefused(client, 413, "LimitReached");
            client.isUnharmed();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "'', false", "1, true"})
    void events_to_a_user_are_for_this_user_alone(String user, boolean signedInAsAnother) throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            if (signedInAsAnother) {
                client.signIn("{\"id\":\"another\"}");
                client.hear("pusher:signin_success");
            }

            client.subscribe("#server-to-user-" + user, null);

            isRefused(client, 403, "AuthError");
            client.isUnharmed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "null", "{}", "{\"id\":5}", "{\"id\":\"\"}", "{\"id\":null}"})
    void nobody_cannot_sign_in_though_it_is_signed(String user) throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.signIn(user);

            assertThat(client.hear("pusher:error").getJsonObject("data").getInt("code"))
                    .isEqualTo(4009);
            client.isUnharmed();
        }
    }

    @Test
    void one_channel_too_many_is_refused_until_another_is_left() throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            for (int i = 0; i < CHANNELS_PER_CONNECTION; i++) {
                client.subscribe("many-" + i);
            }
            for (int i = 0; i < CHANNELS_PER_CONNECTION; i++) {
                client.hear("pusher_internal:subscription_succeeded");
            }

            client.subscribe("one-too-many");
            isRefused(client, 429, "LimitReached");
            client.send("{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"many-0\"}}");
            client.join("one-too-many");
        }
    }

    @Test
    void one_channel_again_and_again_is_one_subscription() throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            for (int i = 0; i < MANY; i += 500) {
                for (int j = 0; j < 500; j++) {
                    client.subscribe("again");
                }
                for (int j = 0; j < 500; j++) {
                    client.hear("pusher_internal:subscription_succeeded");
                }
            }

            assertThat(occupancy.of("again")).isEqualTo(1);
            client.isUnharmed();
        }
        occupancy.await("again", 0);
    }

    /** A short question has a long answer: the last event of a cache channel. */
    @Test
    void who_asks_and_asks_and_never_listens_is_closed() throws IOException {
        laravel.event("cache-deaf", "E", "\"" + "a".repeat(100_000) + "\"");
        try (PusherSocket client = PusherSocket.slow(peer)) {
            client.join("deaf");

            int asked = 0;
            while (asked < MANY && asks(client)) {
                asked++;
            }

            occupancy.await("deaf", 0);
        }
    }

    /** False if the server has hung up already, which it may do before all is sent. */
    private static boolean asks(PusherSocket client) throws IOException {
        try {
            client.subscribe("cache-deaf");
            client.send("{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"cache-deaf\"}}");
            return true;
        } catch (SocketException hungUp) {
            return false;
        }
    }
}
