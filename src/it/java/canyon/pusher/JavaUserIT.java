package canyon.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code com.pusher:pusher-java-client} as somebody: in presence channels, and signed in. */
class JavaUserIT extends PusherClients {
    private static final String ALICE = "1 {\"name\":\"User 1\"}";
    private static final String BOB = "2 {\"name\":\"User 2\"}";

    JavaUserIT(CanyonServer canyon, RedisServerFixture redis) {
        super(canyon, redis);
    }

    @Test
    void users_see_each_other_come_once_and_go_with_their_last_connection() throws Exception {
        String room = channel("presence-java");
        PusherClient alice = connected("1");
        PusherClient bob = connected("2");
        PusherClient tab = connected("2");
        alice.join(room);
        assertThat(alice.see()).isEqualTo("there are " + ALICE);

        bob.join(room);
        assertThat(bob.see()).isEqualTo("there are " + ALICE + ", " + BOB);
        tab.join(room);
        assertThat(tab.see()).isEqualTo("there are " + ALICE + ", " + BOB);
        bob.close();
        occupancy.await(room, 2);
        tab.unsubscribe(room);

        assertThat(alice.see()).isEqualTo(BOB + " comes");
        assertThat(alice.see()).isEqualTo(BOB + " goes");
        occupancy.await(room, 1);
    }

    @Test
    void whoever_has_signed_in_hears_what_is_for_the_user_on_every_connection() throws Exception {
        String user = UUID.randomUUID().toString();
        PusherClient one = connected(user);
        PusherClient two = connected(user);
        PusherClient other = connected("other-" + user);
        one.signIn();
        two.signIn();
        other.signIn();
        awaitUser(user, 2);
        awaitUser("other-" + user, 1);
        occupancy.await("#server-to-user-" + user, 2);
        occupancy.await("#server-to-user-other-" + user, 1);

        publish("#server-to-user-" + user, "shipped", "{\"n\":1}");
        publish("#server-to-user-other-" + user, "shipped", "{\"n\":2}");

        assertThat(one.hear()).isEqualTo("shipped #server-to-user-" + user + " {\"n\":1}");
        assertThat(two.hear()).isEqualTo("shipped #server-to-user-" + user + " {\"n\":1}");
        assertThat(other.hear()).isEqualTo("shipped #server-to-user-other-" + user + " {\"n\":2}");
    }

    @Test
    void whoever_is_told_to_reconnect_does_and_is_in_the_channels_again() throws Exception {
        String user = UUID.randomUUID().toString();
        String room = channel("presence-java");
        PusherClient client = connected(user);
        client.join(room);
        String before = client.id();

        assertThat(api.post("/users/" + user + "/force_reconnect", "{}").body()).isEqualTo("{}");

        assertThat(client.error()).isEqualTo("4200");
        client.awaitState("RECONNECTING");
        client.awaitState("CONNECTED");
        assertThat(client.id()).isNotEqualTo(before);
        assertThat(client.hear()).isEqualTo("joined " + room);
        publish(room, "shipped", "1");
        assertThat(client.hear()).isEqualTo("shipped " + room + " 1");
    }

    @Test
    void whose_connections_are_terminated_stays_away() throws Exception {
        String user = UUID.randomUUID().toString();
        PusherClient client = connected(user);
        client.join(channel("presence-java"));

        assertOk(library.post("/users/" + user + "/terminate_connections", "{}"));

        assertThat(client.error()).isEqualTo("4009");
        client.awaitState("DISCONNECTED");
        awaitUser(user, 0);
    }

    @Test
    void whoever_has_the_key_of_no_application_gives_up() throws Exception {
        PusherClient client = client("nobodys-key", as("1", library(CanyonServers.APP_SECRET)), "1");

        client.begin();

        assertThat(client.error()).isEqualTo("4001");
        client.awaitState("DISCONNECTED");
    }

    private void awaitUser(String user, int connections) throws Exception {
        String wanted = "{\"online\":" + (connections > 0) + ",\"connections\":" + connections + "}";
        long deadline = System.nanoTime() + 15_000_000_000L;
        String now = api.get("/users/" + user).body();
        while (!now.equals(wanted) && System.nanoTime() - deadline < 0) {
            now = api.get("/users/" + user).body();
        }
        assertThat(now).isEqualTo(wanted);
    }
}
