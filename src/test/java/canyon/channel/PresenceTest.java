package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import canyon.metrics.Meters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the clients of one presence channel are told, in laravel-echo-server's order and shape. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PresenceTest {
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final String ONE = "{\"user_id\":1}";
    private static final String TWO = "{\"user_id\":\"2\"}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<Presence>> observed = new ArrayList<>();
    private final ChannelRegistry registry = new ChannelRegistry(2);
    private final FanOut fanOut = new FanOut(registry, new Meters(), 1 << 20);
    private final Map<String, RecordingWriter> writers = new HashMap<>();
    private final Map<String, Connection> connections = new HashMap<>();

    @BeforeEach
    void start() {
        registry.observe(new ChannelObserver() {
            @Override
            public void changed(ChannelName channel, Supplier<List<Presence>> connections) {
                observed.add(connections.get());
            }
        });
        fanOut.start(threads);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void the_first_connection_of_a_user_is_told_who_is_there_and_the_others_of_the_user() throws Exception {
        join("a", ONE);
        join("b", TWO);

        assertThat(heard("a")).containsExactly(subscribed(row(ONE, "a")), joining(row(TWO, "b")));
        assertThat(heard("b")).containsExactly(subscribed(row(TWO, "b"), row(ONE, "a")));
        assertThat(registry.userCount(ROOM)).isEqualTo(2);
    }

    @Test
    void a_second_connection_of_a_user_is_told_with_its_own_socket_and_nobody_else_hears_of_it() throws Exception {
        join("a", ONE);
        join("b", TWO);
        join("c", "{\"user_id\":2}");

        assertThat(heard("c")).containsExactly(subscribed(row("{\"user_id\":2}", "c"), row(ONE, "a")));
        assertThat(heard("a")).hasSize(2);
        assertThat(heard("b")).hasSize(1);
        assertThat(registry.subscriberCount(ROOM)).isEqualTo(3);
        assertThat(registry.users(ROOM))
                .extracting(presence -> presence.socket().text())
                .containsExactly("a", "b");
    }

    @Test
    void only_with_the_last_connection_has_a_user_left() throws Exception {
        join("a", ONE);
        join("b", TWO);
        join("c", TWO);

        leave("b");
        assertThat(heard("a")).hasSize(2);
        registry.leaveAll(connection("c"));

        assertThat(heard("a")).hasSize(3).endsWith(leaving(TWO));
        assertThat(registry.userCount(ROOM)).isEqualTo(1);
    }

    @Test
    void a_repeated_subscription_is_told_again_and_makes_the_connection_the_newest() throws Exception {
        join("a", ONE);
        join("b", TWO);
        assertThat(heard("a")).hasSize(2);

        join("a", ONE);

        assertThat(heard("a")).hasSize(3).endsWith(subscribed(row(ONE, "a"), row(TWO, "b")));
        assertThat(heard("b")).hasSize(1);
        assertThat(registry.subscriberCount(ROOM)).isEqualTo(2);
    }

    @Test
    void a_connection_that_returns_as_somebody_else_leaves_no_ghost() throws Exception {
        join("a", ONE);
        join("b", TWO);

        join("b", "{\"user_id\":3}");
        assertThat(heard("a")).endsWith(leaving(TWO), joining(row("{\"user_id\":3}", "b")));
        assertThat(heard("b")).endsWith(subscribed(row("{\"user_id\":3}", "b"), row(ONE, "a")));
        leave("b");

        assertThat(heard("a")).endsWith(leaving("{\"user_id\":3}"));
        assertThat(registry.userCount(ROOM)).isEqualTo(1);
    }

    @Test
    void whoever_has_no_usable_description_listens_without_being_a_member() throws Exception {
        join("a", ONE);
        registry.join(connection("x"), ROOM);
        join("b", TWO);

        assertThat(heard("x")).containsExactly(joining(row(TWO, "b")));
        assertThat(heard("a")).containsExactly(subscribed(row(ONE, "a")), joining(row(TWO, "b")));
        leave("x");
        assertThat(heard("a")).hasSize(2);
        assertThat(registry.subscriberCount(ROOM)).isEqualTo(2);
    }

    @Test
    void users_without_an_id_are_one_user() throws Exception {
        join("a", "{\"user_info\":{}}");
        join("b", "{}");

        assertThat(heard("b")).containsExactly(subscribed(row("{}", "b")));
        assertThat(heard("a")).hasSize(1);
    }

    @Test
    void a_full_channel_takes_no_more_users_but_more_connections_of_those_it_has() throws Exception {
        assertThat(registry.join(connection("a"), ROOM, member(ONE), 1)).isTrue();

        assertThat(registry.join(connection("b"), ROOM, member(TWO), 1)).isFalse();
        assertThat(registry.join(connection("c"), ROOM, member(ONE), 1)).isTrue();

        assertThat(connection("b").isSubscribed(ROOM)).isFalse();
        assertThat(heard("b")).isEmpty();
        assertThat(registry.subscriberCount(ROOM)).isEqualTo(2);
    }

    @Test
    void in_a_full_channel_a_connection_may_return_as_somebody_else() throws Exception {
        assertThat(registry.join(connection("a"), ROOM, member(ONE), 1)).isTrue();

        assertThat(registry.join(connection("a"), ROOM, member(TWO), 1)).isTrue();

        assertThat(heard("a")).endsWith(subscribed(row(TWO, "a")));
        assertThat(registry.userCount(ROOM)).isEqualTo(1);
    }

    @Test
    void whoever_has_ended_does_not_join() throws Exception {
        registry.leaveAll(connection("a"));

        assertThat(registry.join(connection("a"), ROOM, member(ONE), 1)).isTrue();

        assertThat(registry.channelCount()).isZero();
        assertThat(observed).isEmpty();
    }

    @Test
    void broadcasts_and_changes_of_members_keep_their_order() throws Exception {
        join("a", ONE);
        fanOut.publish(event("1"));
        join("b", TWO);
        fanOut.publish(event("2"));
        leave("b");
        fanOut.publish(event("3"));

        assertThat(heard("a"))
                .containsExactly(
                        subscribed(row(ONE, "a")),
                        "42[\"E\",\"presence-room\",1]",
                        joining(row(TWO, "b")),
                        "42[\"E\",\"presence-room\",2]",
                        leaving(TWO),
                        "42[\"E\",\"presence-room\",3]");
    }

    @Test
    void the_observer_hears_of_every_connection_in_order_and_of_the_last_one_too() {
        join("a", ONE);
        join("b", TWO);
        join("c", TWO);
        leave("a");
        leave("b");
        leave("c");

        assertThat(observed)
                .extracting(presences -> presences.stream()
                        .map(presence -> presence.socket().text())
                        .toList())
                .containsExactly(
                        List.of("a"),
                        List.of("a", "b"),
                        List.of("a", "b", "c"),
                        List.of("b", "c"),
                        List.of("c"),
                        List.of());
    }

    private void join(String id, String data) {
        assertThat(registry.join(connection(id), ROOM, member(data), 0)).isTrue();
    }

    private void leave(String id) {
        registry.leave(connection(id), ROOM);
    }

    private Connection connection(String id) {
        return connections.computeIfAbsent(id, i -> {
            RecordingWriter writer = RecordingWriter.prompt();
            writers.put(i, writer);
            return TestConnections.echo(i, writer);
        });
    }

    /** Everything but the barrier that proves that nothing more is on its way. */
    private List<String> heard(String id) throws InterruptedException {
        ChannelName barrier = new ChannelName("barrier-" + id + "-" + System.nanoTime());
        Connection connection = connection(id);
        RecordingWriter writer = writers.getOrDefault(id, RecordingWriter.prompt());
        Connection listening = connection.hasEnded() ? TestConnections.echo(id, writer) : connection;
        registry.join(listening, barrier);
        fanOut.publish(new Broadcast(barrier, "barrier", JsonText.NULL, null));
        String last = "42[\"barrier\",\"" + barrier + "\",null]";
        for (int count = 1; !writer.frames().contains(last); count++) {
            writer.await(count);
        }
        registry.leave(listening, barrier);
        return writer.frames().stream()
                .filter(frame -> !frame.contains("\"barrier\""))
                .toList();
    }

    private static Broadcast event(String data) {
        return new Broadcast(ROOM, "E", new JsonText(data), null);
    }

    private static Member member(String data) {
        return Member.of(new JsonText(data)).orElseThrow();
    }

    private static String row(String data, String id) {
        return new Presence(member(data), new SocketId(id)).json().text();
    }

    private static String subscribed(String... rows) {
        return "42[\"presence:subscribed\",\"presence-room\",[" + String.join(",", rows) + "]]";
    }

    private static String joining(String row) {
        return "42[\"presence:joining\",\"presence-room\"," + row + "]";
    }

    private static String leaving(String data) {
        return "42[\"presence:leaving\",\"presence-room\"," + data + "]";
    }
}
