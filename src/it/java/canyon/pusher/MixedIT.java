package canyon.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.clients.EchoClient;
import canyon.clients.SocketIoClient;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import canyon.wire.SignedApi;
import com.pusher.client.util.HttpChannelAuthorizer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO clients and Pusher clients in one channel; Laravel's pusher driver lets both in. */
class MixedIT extends PusherClients {
    private static final String BOTH = "{\"name\":\"Zoë 漢🦊\",\"n\":[1,2.5]}";

    private final LaravelApp app;

    MixedIT(CanyonServer canyon, RedisServerFixture redis, LaravelApp app) {
        super(canyon, redis);
        this.app = app;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed", "private-pusher-mixed", "presence-pusher-mixed"})
    void one_publish_reaches_both_once_whichever_way_it_came(String start) throws Exception {
        String channel = channel(start);
        EchoClient echo = socketIo(1, channel);
        PusherClient pusher = pusher(2);
        meet(echo, pusher, channel);

        laravel.event("laravel_database_" + channel, "shipped", BOTH);
        bothHear(echo, pusher, channel, BOTH);
        publishUnsigned(channel, "shipped", BOTH);
        bothHear(echo, pusher, channel, BOTH);
        publish(channel, "shipped", BOTH);
        bothHear(echo, pusher, channel, BOTH);
        assertOk(library.trigger(channel, "shipped", Map.of("n", 1)));
        bothHear(echo, pusher, channel, "{\"n\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-pusher-mixed", "presence-pusher-mixed"})
    void each_hears_the_others_whispers(String start) throws Exception {
        String channel = channel(start);
        EchoClient echo = socketIo(1, channel);
        PusherClient pusher = pusher(2);
        meet(echo, pusher, channel);

        echo.whisper(channel, "client-typing", "Zoë 🦊");
        assertThat(pusher.hear())
                .isEqualTo("client-typing " + channel + " {\"text\":\"Zoë 🦊\"}"
                        + (start.startsWith("presence-") ? " by 1" : ""));
        pusher.trigger(channel, "client-typing", "{\"text\":\"漢\"}");
        hears(echo, "client-typing", channel, "{\"text\":\"漢\"}");

        publish(channel, "shipped", "1");
        bothHear(echo, pusher, channel, "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed", "private-pusher-mixed"})
    void each_may_be_the_one_that_need_not_hear(String start) throws Exception {
        String channel = channel(start);
        EchoClient echo = socketIo(1, channel);
        PusherClient pusher = pusher(2);
        meet(echo, pusher, channel);

        assertOk(library.trigger(channel, "shipped", 1, echo.id()));
        laravel.toOthers("laravel_database_" + channel, "shipped", "2", pusher.id());

        hears(echo, "shipped", channel, "2");
        assertThat(pusher.hear()).isEqualTo("shipped " + channel + " 1");
        publish(channel, "shipped", "3");
        bothHear(echo, pusher, channel, "3");
    }

    @Test
    void both_are_members_of_one_channel_and_see_each_other_come_and_go() throws Exception {
        String room = channel("presence-pusher-mixed");
        PusherClient pusher = pusher(2);
        pusher.join(room);
        assertThat(pusher.see()).isEqualTo("there are 2 " + info(2));

        EchoClient echo = socketIo(1, room);
        hears(echo, "presence:subscribed", room, "[" + member(1, echo.id()) + "," + member(2, pusher.id()) + "]");
        assertThat(pusher.see()).isEqualTo("1 " + info(1) + " comes");
        echo.unsubscribe(room);
        assertThat(pusher.see()).isEqualTo("1 " + info(1) + " goes");

        echo.subscribe(room, "good:1");
        hears(echo, "presence:subscribed", room, "[" + member(1, echo.id()) + "," + member(2, pusher.id()) + "]");
        assertThat(pusher.see()).isEqualTo("1 " + info(1) + " comes");
        pusher.unsubscribe(room);
        hears(echo, "presence:leaving", room, "{\"user_id\":\"2\",\"user_info\":" + info(2) + "}");
        pusher.join(room);
        hears(echo, "presence:joining", room, member(2, pusher.id()));
        assertThat(pusher.see())
                .isIn("there are 1 " + info(1) + ", 2 " + info(2), "there are 2 " + info(2) + ", 1 " + info(1));
    }

    @Test
    void a_user_who_is_there_by_both_is_one_member() throws Exception {
        String room = channel("presence-pusher-mixed");
        EchoClient watcher = socketIo(1, room);
        hears(watcher, "presence:subscribed", room, "[" + member(1, watcher.id()) + "]");

        PusherClient pusher = pusher(2);
        pusher.join(room);
        hears(watcher, "presence:joining", room, member(2, pusher.id()));
        EchoClient echo = socketIo(2, room);
        hears(echo, "presence:subscribed", room, "[" + member(2, echo.id()) + "," + member(1, watcher.id()) + "]");
        assertThat(library.get("/channels/" + room + "/users").getMessage())
                .contains("{\"id\":\"1\"}", "{\"id\":\"2\"}")
                .hasSize("{\"users\":[{\"id\":\"1\"},{\"id\":\"2\"}]}".length());

        pusher.unsubscribe(room);
        occupancy.await(room, 2);
        echo.unsubscribe(room);
        hears(watcher, "presence:leaving", room, "{\"user_id\":\"2\",\"user_info\":" + info(2) + "}");
        publish(room, "shipped", "1");
        hears(watcher, "shipped", room, "1");
    }

    @Test
    void channels_of_one_name_in_two_applications_do_not_hear_each_other() throws Exception {
        String channel = channel("mixed");
        App other = SignedApi.app("other");
        SignedApi otherApi = new SignedApi(peer, "", other);
        EchoClient echo = socketIo(1, channel);
        PusherClient pusher = pusher(1);
        PusherClient otherPusher = connected(other.key(), (name, socket) -> "", "1");
        EchoClient otherEcho = closing(new SocketIoClient());
        otherEcho.connect(canyon.http().resolve("?appKey=" + other.key()), "websocket");
        otherEcho.listenTo("shipped");
        pusher.join(channel);
        otherPusher.join(channel);
        otherEcho.subscribe(channel);
        awaitTwo(otherApi, channel);
        occupancy.await(channel, 2);

        laravel.event("laravel_database_" + channel, "shipped", "1");
        bothHear(echo, pusher, channel, "1");
        publish(channel, "shipped", "2");
        bothHear(echo, pusher, channel, "2");
        assertThat(otherApi.post("/events", event(channel, "shipped", "3")).status())
                .isEqualTo(200);
        bothHear(otherEcho, otherPusher, channel, "3");
        Map<String, String> key = Map.of("Authorization", "Bearer other-api-key");
        peer.call("POST", "/apps/other/events", key, event(channel, "shipped", "4"))
                .answer();
        bothHear(otherEcho, otherPusher, channel, "4");
        publish(channel, "shipped", "5");
        bothHear(echo, pusher, channel, "5");
    }

    private static void awaitTwo(SignedApi api, String channel) throws IOException {
        Map<String, String> info = Map.of("info", "subscription_count");
        long deadline = System.nanoTime() + 15_000_000_000L;
        String now = api.get("/channels/" + channel, info).body();
        while (!now.contains("\"subscription_count\":2") && System.nanoTime() - deadline < 0) {
            now = api.get("/channels/" + channel, info).body();
        }
        assertThat(now).contains("\"subscription_count\":2");
    }

    private EchoClient socketIo(int user, String channel) throws Exception {
        int others = occupancy.of(channel);
        EchoClient client = closing(new SocketIoClient());
        client.connect(canyon.http(), "websocket");
        for (String event : new String[] {
            "shipped",
            "client-typing",
            "subscription_error",
            "presence:subscribed",
            "presence:joining",
            "presence:leaving"
        }) {
            client.listenTo(event);
        }
        client.subscribe(channel, "good:" + user);
        occupancy.await(channel, others + 1);
        return client;
    }

    /** A client that asks the application itself, as pages do. */
    private PusherClient pusher(int user) throws InterruptedException {
        HttpChannelAuthorizer authorizer = new HttpChannelAuthorizer(app.uri() + "/broadcasting/auth");
        authorizer.setHeaders(Map.of("Authorization", "Bearer good:" + user));
        return connected(CanyonServers.APP_KEY, authorizer, String.valueOf(user));
    }

    private static void meet(EchoClient echo, PusherClient pusher, String channel) throws InterruptedException {
        pusher.join(channel);
        if (channel.startsWith("presence-")) {
            assertThat(echo.await().event()).isEqualTo("presence:subscribed");
            assertThat(echo.await().event()).isEqualTo("presence:joining");
        }
    }

    private static void bothHear(EchoClient echo, PusherClient pusher, String channel, String data)
            throws InterruptedException {
        assertThat(pusher.hear()).isEqualTo("shipped " + channel + " " + data);
        hears(echo, "shipped", channel, data);
    }

    private static void hears(EchoClient client, String event, String channel, String json)
            throws InterruptedException {
        client.await().assertIs(event, channel, json);
    }

    private static String info(int user) {
        return "{\"name\":\"User " + user + "\",\"emoji\":\"🦊\"}";
    }

    private static String member(int user, String socket) {
        return "{\"user_id\":\"" + user + "\",\"user_info\":" + info(user) + ",\"socketId\":\"" + socket + "\"}";
    }
}
