package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import canyon.connection.CloseReason;
import canyon.message.Broadcast;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.redis.LogRecorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that jumps, and messages that nearly are some. */
class ClusterMishapsTest extends TestCluster {
    private static final String STRANGER = "a.12345678";

    /** What may stand where something else should. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "1e999",
            "9007199254740993",
            "9223372036854775807",
            "99999999999999999999",
            "\"\"",
            "\"x\"",
            "\"presence-room\"",
            "\"" + "y".repeat(5000) + "\"",
            "[]",
            "[null]",
            "[[1,2],{}]",
            "{}",
            "{\"orders\":[1e9,\"x\"]}",
            "{\"orders\":[2147483647,2147483647]}",
            "{\"socket\":\"\",\"node\":\"x\",\"member\":{}}",
            "{\"socket\":\"9.9\",\"node\":\"\",\"member\":1}");

    @Test
    void nobody_notices_that_the_clock_of_redis_jumps() throws Exception {
        TestNode one = node();
        one.join("1.1", ROOM, "ann");
        pass(Duration.ofSeconds(2));
        TestNode two = node();
        two.join("2.1", ROOM, "ben");
        pass(Duration.ofSeconds(3));
        TestNode three = node();
        three.join("3.1", ROOM, "cid");
        pass(Duration.ofSeconds(21));
        redis.pass(Duration.ofHours(1));
        pass(LEASE.multipliedBy(2));
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "+3.1");

        redis.pass(Duration.ofHours(-2));
        pass(LEASE);
        two.leave("2.1", ROOM);
        settle();
        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "+3.1", "-ben");
        assertThat(three.heard("3.1")).containsExactly("list 3.1 2.1 1.1", "-ben");
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -20, 20, 86_400})
    void nobody_notices_that_the_clock_of_redis_is_set_anew(long seconds) throws Exception {
        TestNode one = node();
        pass(Duration.ofSeconds(3));
        TestNode two = node();
        pass(Duration.ofSeconds(4));
        TestNode three = node();
        one.join("1.1", ROOM, "ann");
        settle();
        two.join("2.1", ROOM, "ben");
        settle();
        three.join("3.1", ROOM, "cid");
        pass(LEASE);
        redis.pass(Duration.ofSeconds(seconds));
        pass(LEASE.multipliedBy(3));

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "+3.1");
        assertThat(two.heard("2.1")).containsExactly("list 2.1 1.1", "+3.1");
        assertThat(redis.seats(ROOM)).containsExactlyInAnyOrder("1.1", "2.1", "3.1");
        assertThat(redis.leases()).hasSize(3);
        three.frozen = true;
        pass(LEASE.multipliedBy(2));
        assertThat(one.heard("1.1")).endsWith("-cid");
        assertThat(two.heard("2.1")).endsWith("-cid");
    }

    @Test
    void a_node_that_is_dead_when_the_clock_of_redis_is_set_back_is_noticed() throws Exception {
        TestNode one = node();
        TestNode dead = node();
        annAndBenJoin(one, dead);
        pass(Duration.ofSeconds(7));
        dead.frozen = true;
        redis.pass(Duration.ofDays(-1));
        pass(LEASE.multipliedBy(2));

        assertThat(one.heard("1.1")).containsExactly("list 1.1", "+2.1", "-ben");
        assertThat(redis.leases()).hasSize(1);
    }

    /** All messages that nodes send, each with each of its values replaced by each of {@link #VALUES}. */
    @Test
    void a_message_that_is_wrong_in_one_place_harms_no_node() throws Exception {
        Map<String, String> messages = new TreeMap<>();
        redis.witness = message -> messages.putIfAbsent(shape(message), message);
        TestNode one = node();
        TestNode two = node();
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ben");
        one.subscribe("1.2", ORDERS);
        two.subscribe("2.2", ORDERS);
        settle();
        two.broker.publish(new Broadcast(ORDERS, "shipped", new JsonText("1"), new SocketId("2.2")));
        two.cluster.census().close("", "nobody", CloseReason.UNAUTHORIZED);
        askAll(two);
        two.join("2.3", ROOM, "cid");
        settle();
        two.end("2.3");
        pass(LEASE);
        assertThat(messages.keySet().toString())
                .contains("event", "presence", "joined", "left", "count", "ask", "answer", "close", "echo", "hello");
        redis.witness = message -> {};

        int strangers = 0;
        try (LogRecorder log = new LogRecorder(Desk.class)) {
            for (String message : List.copyOf(messages.values())) {
                for (String wrong : spoilt(message)) {
                    strangers++;
                    String sent = wrong.replace(STRANGER, "a.%08x".formatted(strangers));
                    one.cluster.receive(sent.getBytes(StandardCharsets.UTF_8));
                    settle();
                    assertThat(log.warnings()).as(sent).isEmpty();
                }
            }
        }
        // Whatever a stranger has made of it meanwhile: the log in Redis is the truth.
        pass(LEASE.multipliedBy(2));
        assertThat(one.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        assertThat(two.members(ROOM)).containsExactlyInAnyOrder("1.1", "2.1");
        assertThat(one.meters.sum(Count.GARBAGE)).isPositive();
        askAll(one);
    }

    /** Sums of all nodes, whatever they answer. */
    private void askAll(TestNode node) throws Exception {
        asked(() -> {
            node.cluster.census().channels("", "");
            node.cluster.census().channel(ORDERS);
            node.cluster.census().connections("");
            return node.cluster.census().connectionsOf("", "ann");
        });
    }

    @Test
    void an_answer_with_numbers_that_no_node_can_have_is_not_believed() throws Exception {
        TestNode one = node();
        TestNode two = node();
        two.connection("2.1");
        two.frozen = true;
        redis.witness = message -> {
            Map<String, JsonText> members = new JsonText(message).members();
            if (text(members, "kind").equals("\"ask\"")) {
                String answer = "{\"v\":1,\"from\":\"" + processOf(two) + "\",\"kind\":\"answer\",\"to\":\""
                        + processOf(one) + "\",\"id\":" + members.get("id")
                        + ",\"count\":9223372036854775807,\"channels\":{\"orders\":[2147483647,-5]}}";
                one.arrive(answer.getBytes(StandardCharsets.UTF_8));
            }
        };
        one.subscribe("1.1", ORDERS);
        askAll(one);
    }

    private static String processOf(TestNode node) {
        return node.cluster.nodes().get(0).process();
    }

    /** Which kind it is, and what it has. */
    private static String shape(String message) {
        Map<String, JsonText> members = new JsonText(message).members();
        return text(members, "kind") + " " + members.keySet();
    }

    private static String text(Map<String, JsonText> members, String name) {
        return members.getOrDefault(name, JsonText.NULL).text();
    }

    private static List<String> spoilt(String message) {
        Map<String, JsonText> members = new LinkedHashMap<>(new JsonText(message).members());
        members.put("from", JsonText.ofString(STRANGER));
        List<String> all = new ArrayList<>();
        for (String name : members.keySet()) {
            for (String value : VALUES) {
                Map<String, JsonText> other = new LinkedHashMap<>(members);
                other.put(name, new JsonText(value));
                all.add(JsonText.ofMembers(other).text());
            }
            Map<String, JsonText> fewer = new LinkedHashMap<>(members);
            fewer.remove(name);
            all.add(JsonText.ofMembers(fewer).text());
        }
        all.add(message.substring(0, message.length() / 2));
        all.add(message + message);
        return all;
    }
}
