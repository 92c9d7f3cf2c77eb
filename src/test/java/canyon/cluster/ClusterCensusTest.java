package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.broker.Census;
import canyon.broker.ChannelList;
import canyon.broker.Crowd;
import canyon.config.ClusterSettings;
import canyon.connection.CloseReason;
import canyon.message.ChannelName;
import canyon.message.Presence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What the HTTP API asks of all nodes. */
class ClusterCensusTest extends TestCluster {
    /** Channels that need four messages. */
    private static final int MANY = 2_000;

    private final TestNode one = node();
    private final TestNode two = node();

    @Test
    void each_node_answers_for_all() throws Exception {
        TestNode three = node();
        one.subscribe("1.1", ORDERS);
        two.subscribe("2.1", ORDERS);
        two.join("2.2", ROOM, "ann");
        one.join("1.2", ROOM, "ann");
        one.join("1.3", ROOM, "ben");
        settle();

        Census census = three.cluster.census();
        ChannelList channels = asked(() -> census.channels("", ""));
        assertThat(channels.crowds()).isEqualTo(Map.of("orders", new Crowd(2, 0), "presence-room", new Crowd(3, 2)));
        assertThat(channels.missing()).isZero();
        Crowd room = asked(() -> census.channel(ROOM));
        assertThat(room).isEqualTo(new Crowd(3, 2));
        List<Presence> users = asked(() -> census.users(ROOM));
        assertThat(users).extracting(presence -> presence.socket().text()).containsExactly("1.2", "1.3");
        int connections = asked(() -> census.connections(""));
        int ofAnn = asked(() -> census.connectionsOf("", "ann"));
        int ofOther = asked(() -> census.connections("other"));
        assertThat(List.of(connections, ofAnn, ofOther)).containsExactly(5, 2, 0);
    }

    @Test
    void a_list_without_a_node_that_does_not_answer_is_not_whole() throws Exception {
        one.subscribe("1.1", ORDERS);
        two.frozen = true;

        for (int i = 0; i < 2; i++) {
            ChannelList channels = asked(() -> one.cluster.census().channels("", ""));
            assertThat(channels.crowds()).containsOnlyKeys("orders");
            assertThat(channels.missing()).isEqualTo(1);
        }
        goAway();
        assertThat(asked(() -> one.cluster.census().channels("", "")).missing()).isEqualTo(1);
    }

    @Test
    void whoever_does_not_answer_in_time_is_left_out() throws Exception {
        one.connection("1.1");
        two.connection("2.1");
        two.frozen = true;

        Callable<Integer> question = () -> one.cluster.census().connections("");
        assertThat(asked(question)).isEqualTo(1);

        // And is not waited for again while it is silent.
        long begin = System.nanoTime();
        assertThat(asked(question)).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.dividedBy(2));
        two.frozen = false;
        settle();
        assertThat(asked(question)).isEqualTo(2);
    }

    @Test
    void a_long_list_of_channels_comes_in_parts_of_which_one_is_under_way() throws Exception {
        subscribeMany(two);
        List<String> answers = witness();

        ChannelList channels = asked(() -> one.cluster.census().channels("", "c"));

        assertThat(channels.crowds()).hasSize(MANY);
        assertThat(channels.missing()).isZero();
        assertThat(answers)
                .hasSize(4)
                .allSatisfy(answer -> assertThat(answer).hasSizeLessThan(2 * ClusterCensus.PART_LENGTH));
        assertThat(asked(() -> one.cluster.census().channels("", "d")).crowds()).isEmpty();
        assertThat(answers).hasSize(5);
    }

    @Test
    void a_list_of_which_a_part_is_lost_is_not_whole() throws Exception {
        subscribeMany(two);
        redis.witness = message -> one.deaf = message.contains("\"part\":2,");

        ChannelList channels = asked(() -> one.cluster.census().channels("", ""));

        assertThat(channels.crowds()).hasSizeBetween(1, MANY - 1);
        assertThat(channels.missing()).isEqualTo(1);
        redis.witness = message -> {};
        assertThat(asked(() -> one.cluster.census().channels("", "")).crowds()).hasSize(MANY);
    }

    @Test
    void a_list_that_does_not_go_on_is_not_whole() throws Exception {
        subscribeMany(two);
        redis.witness = message -> two.deaf = message.contains("\"part\":1,");

        assertThat(asked(() -> one.cluster.census().channels("", "")).missing()).isEqualTo(1);
        redis.witness = message -> {};
        two.deaf = false;
        pass(Duration.ofSeconds(15));
        assertThat(asked(() -> one.cluster.census().channels("", "")).crowds()).hasSize(MANY);
    }

    @Test
    void a_list_without_end_is_cut_off() throws Exception {
        one.subscribe("1.1", ORDERS);
        two.frozen = true;
        redis.witness = message -> {
            if (message.contains("\"kind\":\"ask\"")) {
                answerWithoutEnd(message);
            }
        };

        ChannelList channels = asked(() -> one.cluster.census().channels("", ""));

        assertThat(channels.crowds()).hasSize(1 + Questions.MOST_PARTS);
        assertThat(channels.missing()).isEqualTo(1);
    }

    @Test
    void a_list_whose_parts_come_too_slowly_is_cut_off() throws Exception {
        TestNode impatient = node(new ClusterSettings(null, "canyon:", Duration.ofMillis(100), LEASE, Duration.ZERO));
        two.frozen = true;
        List<String> questions = new ArrayList<>();
        redis.witness = message -> {
            if (message.contains("\"kind\":\"ask\"")) {
                questions.add(message);
            }
        };
        FutureTask<ChannelList> asking =
                new FutureTask<>(() -> impatient.cluster.census().channels("", ""));
        new Thread(asking).start();
        long due = System.nanoTime();
        for (int part = 1; !asking.isDone(); settle()) {
            if (!questions.isEmpty() && System.nanoTime() - due >= 0) {
                impatient.arrive(part(questions.get(0), impatient, part));
                part++;
                due = System.nanoTime() + Duration.ofMillis(20).toNanos();
            }
        }

        assertThat(asking.get().crowds()).hasSizeBetween(2, Questions.MOST_PARTS / 2);
        assertThat(asking.get().missing()).isEqualTo(1);
    }

    /** As the other node, which would not do it. */
    private void answerWithoutEnd(String question) {
        for (int part = 1; part <= 2 * Questions.MOST_PARTS; part++) {
            one.arrive(part(question, one, part));
        }
    }

    /** Of an answer of the other node, which goes on. */
    private byte[] part(String question, TestNode asking, int part) {
        String id = question.replaceFirst(".*\"id\":(\\d+).*", "$1");
        String from = two.cluster.nodes().get(0).process();
        String to = asking.cluster.nodes().get(0).process();
        return ("{\"v\":1,\"from\":\"" + from + "\",\"kind\":\"answer\",\"channels\":{\"c" + part
                        + "\":[1,0]},\"to\":\"" + to + "\",\"id\":" + id + ",\"part\":" + part + ",\"more\":true}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_node_of_a_former_version_gets_a_list_in_one_message() {
        subscribeMany(two);
        List<String> answers = witness();

        two.arrive("{\"v\":1,\"from\":\"old.00000001\",\"seq\":1,\"kind\":\"ask\",\"what\":\"channels\",\"id\":7}"
                .getBytes(StandardCharsets.UTF_8));
        settle();

        assertThat(answers)
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer).contains("\"c0", "\"c" + (MANY - 1)).doesNotContain("\"part\""));
    }

    private List<String> witness() {
        List<String> answers = new ArrayList<>();
        redis.witness = message -> {
            if (message.contains("\"kind\":\"answer\"")) {
                answers.add(message);
            }
        };
        return answers;
    }

    private void subscribeMany(TestNode node) {
        for (int i = 0; i < MANY; i++) {
            node.subscribe("2.1", new ChannelName("c" + i + "-" + "x".repeat(100)));
        }
        settle();
    }

    @Test
    void the_connections_of_a_user_are_closed_on_all_nodes() {
        one.join("1.1", ROOM, "ann");
        two.join("2.1", ROOM, "ann");
        two.join("2.2", ROOM, "ben");
        settle();
        one.cluster.census().close("", "ann", CloseReason.UNAUTHORIZED);
        settle();

        assertThat(one.isClosed("1.1")).isTrue();
        assertThat(two.isClosed("2.1")).isTrue();
        assertThat(two.isClosed("2.2")).isFalse();
    }
}
