package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.clients.EchoClient;
import canyon.clients.SocketIoClient;
import canyon.message.SocketId;
import canyon.support.Await;
import canyon.wire.Laravel;
import canyon.wire.PusherSocket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three nodes are one server to whoever is connected to one of them. */
@ExtendWith(CanyonNodes.Shared.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ThreeNodesIT {
    private final CanyonNodes nodes;
    private final List<AutoCloseable> opened = new ArrayList<>();

    ThreeNodesIT(CanyonNodes nodes) {
        this.nodes = nodes;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    @Test
    void an_event_over_http_reaches_the_clients_of_each_node_once() throws Exception {
        String channel = channel("orders");
        PusherSocket one = pusher(1).join(channel);
        PusherSocket two = pusher(2).join(channel);
        PusherSocket three = pusher(3).join(channel);
        EchoClient echo = socketIo(2);
        echo.listenTo("shipped");
        echo.subscribe(channel);
        awaitSubscriptions(channel, 4);
        publish(3, channel, "{\"n\":1.0}", null);
        publish(1, channel, "2", two.id());
        publish(2, channel, "3", null);

        // In no fixed order: they were published on different nodes.
        assertThat(List.of(shipped(one), shipped(one), shipped(one)))
                .containsExactlyInAnyOrder("{\"n\":1.0}", "2", "3");
        assertThat(List.of(shipped(two), shipped(two))).containsExactlyInAnyOrder("{\"n\":1.0}", "3");
        assertThat(List.of(shipped(three), shipped(three), shipped(three)))
                .containsExactlyInAnyOrder("{\"n\":1.0}", "2", "3");
        one.isUnharmed();
        two.isUnharmed();
        three.isUnharmed();
        assertThat(echo.await().arguments()).startsWith("[" + channel);
    }

    @Test
    void an_event_of_laravel_in_redis_reaches_the_clients_of_each_node_once() throws Exception {
        String channel = channel("orders");
        PusherSocket one = pusher(1).join(channel);
        PusherSocket two = pusher(2).join(channel);
        try (Laravel laravel = Laravel.with(nodes.redis())) {
            laravel.event("laravel_database_" + channel, "shipped", "1");
            laravel.toOthers("laravel_database_" + channel, "shipped", "2", one.id());
            laravel.event("laravel_database_" + channel, "shipped", "3");
        }

        assertThat(List.of(shipped(one), shipped(one))).containsExactly("1", "3");
        assertThat(List.of(shipped(two), shipped(two), shipped(two))).containsExactly("1", "2", "3");
        one.isUnharmed();
        two.isUnharmed();
    }

    @Test
    void whispers_reach_the_others_on_all_nodes() throws Exception {
        String channel = channel("private-orders");
        PusherSocket one = pusher(1).join(channel);
        PusherSocket two = pusher(2).join(channel);
        PusherSocket three = pusher(3).join(channel);
        one.clientEvent(channel, "client-typing", "{\"by\":1}");

        assertThat(two.hear("client-typing").getString("data")).isEqualTo("{\"by\":1}");
        assertThat(three.hear("client-typing").getString("data")).isEqualTo("{\"by\":1}");
        one.isUnharmed();
    }

    @Test
    void a_presence_channel_is_the_same_on_each_node() throws Exception {
        String room = channel("presence-room");
        PusherSocket ann = pusher(1);
        assertThat(enter(ann, room, "ann")).containsExactly("ann");
        PusherSocket ben = pusher(2);
        assertThat(enter(ben, room, "ben")).containsExactly("ann", "ben");
        assertThat(added(ann)).isEqualTo("ben");
        PusherSocket cid = pusher(3);
        assertThat(enter(cid, room, "cid")).containsExactly("ann", "ben", "cid");
        assertThat(added(ann)).isEqualTo("cid");
        assertThat(added(ben)).isEqualTo("cid");

        // Another connection of a user who is there, on another node, is no news.
        PusherSocket tab = pusher(3);
        assertThat(enter(tab, room, "ann")).containsExactly("ann", "ben", "cid");
        ann.close();
        cid.close();
        assertThat(removed(ben)).isEqualTo("cid");
        tab.close();
        assertThat(removed(ben)).isEqualTo("ann");
        ben.isUnharmed();
    }

    @Test
    void each_node_answers_the_http_api_for_all() throws Exception {
        String room = channel("presence-room");
        for (int node = 1; node <= 3; node++) {
            enter(pusher(node), room, "user-" + node);
        }
        enter(pusher(2), room, "user-1");
        for (int node = 1; node <= 3; node++) {
            Map<String, String> info = Map.of("info", "user_count,subscription_count");
            assertThat(nodes.api(node).get("/channels/" + room, info).body())
                    .contains("\"occupied\":true", "\"user_count\":3", "\"subscription_count\":4");
            assertThat(nodes.api(node).get("/channels/" + room + "/users").body())
                    .contains("user-1", "user-2", "user-3");
            assertThat(nodes.api(node).get("/channels").body()).contains(room);
            assertThat(nodes.api(node).get("/users/user-1").body()).contains("\"online\":true", "\"connections\":2");
        }
    }

    @Test
    void a_users_connections_are_closed_on_all_nodes() throws Exception {
        String room = channel("presence-room");
        String user = UUID.randomUUID().toString();
        PusherSocket one = pusher(1);
        enter(one, room, user);
        PusherSocket other = pusher(2);
        enter(other, room, "other");
        PusherSocket three = pusher(3);
        enter(three, room, user);
        assertThat(added(one)).isEqualTo("other");
        assertThat(nodes.api(2)
                        .post("/users/" + user + "/terminate_connections", "{}")
                        .status())
                .isEqualTo(200);

        one.isClosedWith(4009);
        three.isClosedWith(4009);
        assertThat(removed(other)).isEqualTo(user);
        other.isUnharmed();
    }

    @Test
    void webhooks_tell_once_what_happens_on_several_nodes() throws Exception {
        String room = channel("presence-room");
        PusherSocket ann = pusher(1);
        enter(ann, room, "ann");
        PusherSocket ben = pusher(2);
        enter(ben, room, "ben");
        PusherSocket tab = pusher(3);
        enter(tab, room, "ann");
        ann.close();
        ben.close();
        tab.close();
        nodes.receiver().await("channel_vacated", room);
        for (int node = 1; node <= 3; node++) {
            // Nothing of the room comes after it from the same node.
            String after = channel("after");
            pusher(node).join(after);
            nodes.receiver().await("channel_occupied", after);
        }

        assertThat(nodes.receiver().told(room))
                .containsExactlyInAnyOrder(
                        "channel_occupied",
                        "member_added",
                        "member_added",
                        "member_removed",
                        "member_removed",
                        "channel_vacated");
    }

    @Test
    void ids_of_clients_tell_their_node() throws Exception {
        Set<Integer> numbers = new TreeSet<>();
        for (int node = 1; node <= 3; node++) {
            String first = pusher(node).id();
            String second = pusher(node).id();
            assertThat(first).matches("\\d+\\.\\d+").isNotEqualTo(second);
            assertThat(number(first)).isEqualTo(number(second));
            numbers.add(number(first));
        }
        assertThat(numbers).hasSize(3);
    }

    private static int number(String socketId) {
        return new SocketId(socketId).node().orElseThrow();
    }

    @Test
    void what_nodes_say_to_each_other_is_for_no_client() throws Exception {
        EchoClient echo = socketIo(1);
        echo.listenTo("subscription_error");
        echo.subscribe("canyon:bus");
        assertThat(echo.await().arguments()).startsWith("[canyon:bus, 403");

        String event = Json.createObjectBuilder()
                .add("channel", "canyon:bus")
                .add("name", "shipped")
                .add("data", "1")
                .build()
                .toString();
        assertThat(nodes.api(1).post("/events", event).status()).isEqualTo(400);
    }

    private PusherSocket pusher(int node) throws IOException {
        PusherSocket socket = PusherSocket.to(nodes.peer(node));
        opened.add(socket);
        return socket;
    }

    private EchoClient socketIo(int node) throws InterruptedException {
        EchoClient client = new SocketIoClient();
        opened.add(client);
        client.connect(nodes.server(node).http(), "websocket");
        return client;
    }

    private void publish(int node, String channel, String data, @Nullable String except) throws IOException {
        var event = Json.createObjectBuilder()
                .add("channel", channel)
                .add("name", "shipped")
                .add("data", data);
        if (except != null) {
            event.add("socket_id", except);
        }
        assertThat(nodes.api(node).post("/events", event.build().toString()).status())
                .isEqualTo(200);
    }

    private void awaitSubscriptions(String channel, int count) throws IOException {
        String expected = "\"subscription_count\":" + count;
        Map<String, String> info = Map.of("info", "subscription_count");
        Await.until(
                () -> assertThat(nodes.api(1).get("/channels/" + channel, info).body())
                        .contains(expected));
    }

    private static String shipped(PusherSocket socket) throws IOException {
        return socket.hear("shipped").getString("data");
    }

    /** Joins, and returns who is there. */
    private static List<String> enter(PusherSocket socket, String room, String user) throws IOException {
        socket.subscribe(room, "{\"user_id\":\"" + user + "\"}");
        JsonObject data = PusherSocket.data(socket.hear("pusher_internal:subscription_succeeded"));
        return data
                .getJsonObject("presence")
                .getJsonArray("ids")
                .getValuesAs(value -> value.toString().replace("\"", ""))
                .stream()
                .sorted()
                .toList();
    }

    private static String added(PusherSocket socket) throws IOException {
        return PusherSocket.data(socket.hear("pusher_internal:member_added")).getString("user_id");
    }

    private static String removed(PusherSocket socket) throws IOException {
        return PusherSocket.data(socket.hear("pusher_internal:member_removed")).getString("user_id");
    }

    private static String channel(String start) {
        return start + "-" + UUID.randomUUID();
    }
}
