package canyon.clients;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.clients.EchoClient.Heard;
import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.Occupancy;
import canyon.wire.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the official clients of both generations on channels that the application decides about. */
abstract class MembershipContract extends EchoClients {
    private final Occupancy occupancy;
    private final EchoClient alice = connectable();
    private final EchoClient bob = connectable();

    MembershipContract(CanyonServer canyon, RedisServerFixture redis) {
        super(canyon, redis);
        occupancy = new Occupancy(Peer.of(canyon));
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void a_private_channel_is_heard_by_whom_the_application_admits(String transports) throws Exception {
        String channel = channel("private-orders", transports);
        connect(alice, transports);
        connect(bob, transports);
        alice.subscribe(channel, "good:1");
        bob.subscribe(channel, "bad");
        assertThat(bob.await().arguments()).isEqualTo("[" + channel + ", 403]");
        occupancy.await(channel, 1);

        laravel.event("laravel_database_" + channel, SHIPPED, "{\"name\":\"Zoë 漢🦊\"}");

        Heard heard = alice.await();
        assertThat(heard.event()).isEqualTo(SHIPPED);
        assertThat(heard.arguments()).isEqualTo("[" + channel + ", {\"name\":\"Zoë 漢🦊\"}]");
        assertThat(roundTrip(bob).event()).isEqualTo("subscription_error");
    }

    @ParameterizedTest
    @CsvSource({
        "private-forbidden, 403",
        "presence-forbidden, 403",
        "private-http401, 401",
        "private-http419, 419",
        "presence-http500, 500",
        "private-http204, 204",
        "private-redirect, 302",
        "private-garbage, 403",
        "private-drop, 0"
    })
    void a_refused_channel_comes_with_the_status(String channel, int status) throws Exception {
        for (String transport : new String[] {"polling", "websocket"}) {
            EchoClient client = connectable();
            connect(client, transport);

            client.subscribe(channel, "good:1");

            assertThat(client.await())
                    .isEqualTo(new Heard("subscription_error", "[" + channel + ", " + status + "]", transport));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void two_users_see_each_other_come_and_go(String transport) throws Exception {
        String room = channel("presence-room", transport);
        connect(alice, transport);
        connect(bob, transport);

        alice.subscribe(room, "good:1");
        hears(alice, "presence:subscribed", room, "[" + member(1, alice) + "]");
        bob.subscribe(room, "good:2");
        hears(bob, "presence:subscribed", room, "[" + member(2, bob) + "," + member(1, alice) + "]");
        hears(alice, "presence:joining", room, member(2, bob));

        bob.unsubscribe(room);
        hears(alice, "presence:leaving", room, user(2));
        bob.subscribe(room, "good:2");
        hears(bob, "presence:subscribed", room, "[" + member(2, bob) + "," + member(1, alice) + "]");
        hears(alice, "presence:joining", room, member(2, bob));
        bob.close();
        hears(alice, "presence:leaving", room, user(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void a_user_with_two_connections_comes_once_and_goes_with_the_last(String transport) throws Exception {
        String room = channel("presence-tabs", transport);
        EchoClient tab = connectable();
        connect(alice, transport);
        connect(bob, transport);
        connect(tab, transport);
        alice.subscribe(room, "good:1");
        hears(alice, "presence:subscribed", room, "[" + member(1, alice) + "]");

        bob.subscribe(room, "good:2");
        hears(bob, "presence:subscribed", room, "[" + member(2, bob) + "," + member(1, alice) + "]");
        hears(alice, "presence:joining", room, member(2, bob));
        tab.subscribe(room, "good:2");
        hears(tab, "presence:subscribed", room, "[" + member(2, tab) + "," + member(1, alice) + "]");
        bob.close();
        occupancy.await(room, 2);

        laravel.event("laravel_database_" + room, SHIPPED, "1");
        hears(alice, SHIPPED, room, "1");
        hears(tab, SHIPPED, room, "1");
        tab.unsubscribe(room);
        hears(alice, "presence:leaving", room, user(2));
    }

    @ParameterizedTest
    @CsvSource({"private, polling", "private, websocket", "presence, polling", "presence, websocket"})
    void a_whisper_reaches_the_others_and_not_whoever_whispers(String kind, String transport) throws Exception {
        String chat = channel(kind + "-chat", transport);
        EchoClient stranger = connectable();
        for (EchoClient client : new EchoClient[] {alice, bob, stranger}) {
            connect(client, transport);
        }
        alice.subscribe(chat, "good:1");
        occupancy.await(chat, 1);
        bob.subscribe(chat, "good:2");
        occupancy.await(chat, 2);
        if (kind.equals("presence")) {
            assertThat(alice.await().event()).isEqualTo("presence:subscribed");
            assertThat(alice.await().event()).isEqualTo("presence:joining");
            assertThat(bob.await().event()).isEqualTo("presence:subscribed");
        }

        stranger.whisper(chat, "client-typing", "not a member");
        assertThat(roundTrip(stranger).event()).isEqualTo("subscription_error");
        alice.whisper(chat, "client-typing", "Zoë 🦊");
        hears(bob, "client-typing", chat, "{\"text\":\"Zoë 🦊\"}");
        laravel.event("laravel_database_" + chat, SHIPPED, "1");
        hears(alice, SHIPPED, chat, "1");
        hears(bob, SHIPPED, chat, "1");
    }

    @Test
    void whoever_leaves_a_private_channel_hears_nothing_of_it_and_whispers_no_more() throws Exception {
        String left = channel("private-left", "websocket");
        String other = channel("private-other", "websocket");
        connect(alice, "websocket");
        connect(bob, "websocket");
        alice.subscribe(left, "good:1");
        alice.subscribe(other, "good:1");
        bob.subscribe(left, "good:2");
        occupancy.await(left, 2);
        occupancy.await(other, 1);

        alice.unsubscribe(left);
        occupancy.await(left, 1);
        alice.whisper(left, "client-typing", "gone");
        assertThat(roundTrip(alice).event()).isEqualTo("subscription_error");
        laravel.event("laravel_database_" + left, SHIPPED, "1");
        laravel.event("laravel_database_" + other, SHIPPED, "2");

        hears(alice, SHIPPED, other, "2");
        hears(bob, SHIPPED, left, "1");
    }

    /** A name of its own, so that clients of another test, who are perhaps still going, are not in it. */
    private String channel(String name, String transports) {
        return name + "." + getClass().getSimpleName() + "." + transports;
    }

    private static void hears(EchoClient client, String event, String channel, String json)
            throws InterruptedException {
        client.await().assertIs(event, channel, json);
    }

    private static String user(int number) {
        return "{\"user_id\":\"" + number + "\",\"user_info\":{\"name\":\"User " + number + "\",\"emoji\":\"🦊\"}}";
    }

    private static String member(int number, EchoClient client) {
        return user(number).replaceFirst("}$", ",\"socketId\":\"" + client.id() + "\"}");
    }
}
