package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way events go from node to node, and that each arrives once and in order whichever way it went. */
class ClusterShardsTest extends TestCluster {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(11);

    private final List<String> byShard = new ArrayList<>();
    private final List<String> byBus = new ArrayList<>();
    private final TestNode one = node();
    private final TestNode two = node();

    @BeforeEach
    void begin() {
        two.subscribe("2.1", ORDERS);
        redis.sharded = message -> byShard.add(event(message));
        redis.witness = message -> {
            if (message.contains("\"kind\":\"event\"")) {
                byBus.add(event(message));
            }
        };
    }

    @Test
    void an_event_goes_by_its_shard_while_all_nodes_hear_it() throws Exception {
        publish("a");
        hearShards();
        publish("b");
        settle();

        assertThat(byBus).containsExactly("a");
        assertThat(byShard).containsExactly("b");
        assertThat(heard()).containsExactly("a", "b");
        assertThat(one.cluster.isSharded()).isTrue();
        assertThat(one.meters.sum(Count.SHARDED)).isEqualTo(1);
        assertThat(two.meters.sum(Count.GAPS)).isZero();
    }

    @Test
    void events_of_a_channel_go_by_one_shard() {
        List<Integer> shards = IntStream.range(0, 1000)
                .mapToObj(i -> Shards.of(new ChannelName("orders." + i)))
                .toList();

        assertThat(shards).allMatch(shard -> shard >= 0 && shard < Shards.COUNT);
        assertThat(shards.stream().distinct()).hasSize(Shards.COUNT);
        // For all versions: who counted otherwise would hear them in another order.
        assertThat(Shards.of(new ChannelName("orders"))).isEqualTo(45);
        assertThat(Shards.of(new ChannelName("app", "orders"))).isEqualTo(17);
    }

    @Test
    void a_node_that_does_not_hear_all_shards_is_told_by_the_bus() throws Exception {
        hearShards();
        two.hearShards(false);
        settle();
        publish("a");
        two.hearShards(true);
        settle();
        publish("b");
        settle();

        assertThat(byBus).containsExactly("a");
        assertThat(byShard).containsExactly("b");
        assertThat(heard()).containsExactly("a", "b");
    }

    @Test
    void who_does_not_hear_all_shards_itself_sends_by_the_bus() {
        hearShards();
        one.hearShards(false);
        settle();
        publish("a");

        assertThat(byBus).containsExactly("a");
    }

    @Test
    void a_node_that_knows_of_no_shards_makes_all_go_by_the_bus_until_it_is_gone_for_long() throws Exception {
        hearShards();
        TestNode former = node();
        former.subscribe("3.1", ORDERS);
        publish("a");
        settle();
        assertThat(byBus).containsExactly("a");
        assertThat(former.heard("3.1")).containsExactly("a null");
        end(former);
        pass(LEASE);
        publish("b");
        assertThat(byBus).as("it may have been frozen").containsExactly("a", "b");
        pass(Lives.HOLDING_OUT, Duration.ofSeconds(1));
        publish("c");
        settle();

        assertThat(byShard).containsExactly("c");
        assertThat(heard()).containsExactly("a", "b", "c");
    }

    @Test
    void a_node_that_hears_shards_from_its_beginning_changes_nothing() throws Exception {
        hearShards();
        publish("a");
        TestNode three = node();
        three.subscribe("3.1", ORDERS);
        three.hearShards(true);
        pass(LOOK);
        publish("b");
        settle();

        assertThat(byShard).containsExactly("a", "b");
        assertThat(three.heard("3.1")).containsExactly("b null");
    }

    @Test
    void what_a_node_did_not_hear_by_the_shard_comes_by_the_bus() throws Exception {
        hearShards();
        publish("a");
        // Its subscription is gone, and nobody knows yet.
        two.hearsShards = false;
        publish("b");
        publish("c");
        settle();

        assertThat(byShard).containsExactly("a", "b");
        assertThat(byBus).containsExactly("b", "c");
        assertThat(heard()).containsExactly("a", "b", "c");
        assertThat(one.cluster.isSharded()).isFalse();
        assertThat(one.meters.sum(Count.SENT_AGAIN)).isEqualTo(1);
        two.hearsShards = true;
        pass(REST);
        publish("d");
        settle();
        assertThat(byShard).containsExactly("a", "b", "d");
        assertThat(heard()).containsExactly("a", "b", "c", "d");
        assertThat(two.meters.sum(Count.GAPS)).isZero();
    }

    @Test
    void what_comes_by_both_ways_is_taken_once() throws Exception {
        TestNode three = node();
        three.subscribe("3.1", ORDERS);
        three.hearShards(true);
        hearShards();
        publish("a");
        two.hearsShards = false;
        publish("b");
        settle();

        assertThat(three.heard("3.1")).containsExactly("a null", "b null");
        assertThat(three.meters.sum(Count.REPEATED)).isEqualTo(1);
        assertThat(heard()).containsExactly("a", "b");
    }

    @Test
    void a_shard_that_takes_nothing_is_rested_from_for_longer_each_time() throws Exception {
        hearShards();
        redis.isShardAway = true;
        publish("a");
        settle();
        pass(REST);
        publish("b");
        pass(REST);
        publish("c");
        redis.isShardAway = false;
        pass(REST);
        publish("d");
        settle();

        assertThat(one.meters.sum(Count.SENT_AGAIN)).as("of a and b").isEqualTo(2);
        assertThat(byShard).containsExactly("d");
        assertThat(heard()).containsExactly("a", "b", "c", "d");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void order_is_kept_whichever_way_is_slow(boolean isBusSlow) throws Exception {
        hearShards();
        two.isBusSlow = isBusSlow;
        two.areShardsSlow = !isBusSlow;
        publish("a");
        one.hearShards(false);
        one.work();
        publish("b");
        publish("c");
        one.hearShards(true);
        one.work();
        publish("d");
        publish("e");
        settle();
        two.isBusSlow = false;
        two.areShardsSlow = false;
        settle();

        assertThat(byShard).containsExactly("a", "d", "e");
        assertThat(byBus).containsExactly("b", "c");
        assertThat(heard()).containsExactly("a", "b", "c", "d", "e");
        assertThat(two.meters.sum(Count.GAPS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"event\",\"seq\":1}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"event\",\"app\":\"\",\"channel\":\"orders\","
                        + "\"event\":\"e\",\"data\":1}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"event\",\"app\":\"\",\"channel\":\"orders\","
                        + "\"event\":\"e\",\"data\":1,\"seq\":-1}"
            })
    void garbage_in_a_shard_is_counted_and_reaches_nobody(String garbage) throws Exception {
        two.cluster.receiveInShard(garbage.getBytes(StandardCharsets.UTF_8));

        assertThat(two.meters.sum(Count.GARBAGE)).isEqualTo(1);
        assertThat(heard()).isEmpty();
    }

    @Test
    void what_no_node_says_in_a_shard_yet_is_counted() throws Exception {
        two.cluster.receiveInShard(
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"hello\",\"seq\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(two.meters.sum(Count.FOREIGN)).isEqualTo(1);
    }

    @Test
    void who_begins_is_ready_when_it_hears_all_shards() throws Exception {
        hearShards();
        TestNode three = beginning();
        three.cluster.heardShards(false);
        settle();
        assertThat(three.cluster.awaitUp(Duration.ZERO)).isFalse();
        three.hearShards(true);
        settle();

        assertThat(three.cluster.awaitUp(Duration.ZERO)).isTrue();
    }

    private void hearShards() {
        one.hearShards(true);
        two.hearShards(true);
        settle();
        pass(LOOK);
        settle();
    }

    private void publish(String event) {
        try {
            one.broker.publish(new Broadcast(ORDERS, event, JsonText.NULL, null));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> heard() throws InterruptedException {
        return two.heard("2.1").stream()
                .map(event -> event.replace(" null", ""))
                .toList();
    }

    private static String event(String message) {
        return message.replaceAll(".*\"event\":\"([a-z]+)\".*", "$1");
    }
}
