package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import canyon.config.ClusterSettings;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Payload;
import canyon.message.SocketId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Events for the clients of all nodes, and the last one of a cache channel. */
class ClusterEventsTest extends TestCluster {
    private static final ChannelName PRICES = new ChannelName("cache-prices");

    private final TestNode one = node();

    @Test
    void an_event_reaches_the_clients_of_all_nodes_once_and_not_the_one_that_sent_it() throws Exception {
        TestNode two = node();
        one.subscribe("1.1", ORDERS);
        two.subscribe("2.1", ORDERS);
        two.subscribe("2.2", ORDERS);
        settle();
        one.broker.publish(new Broadcast(ORDERS, "shipped", new JsonText("{\"n\":1.0}"), new SocketId("2.1")));
        settle();

        assertThat(one.heard("1.1")).containsExactly("shipped {\"n\":1.0}");
        assertThat(two.heard("2.1")).isEmpty();
        assertThat(two.heard("2.2")).containsExactly("shipped {\"n\":1.0}");
        Payload written = Payload.ofWritten(new JsonText("\"{\\\"a\\\":1}\""));
        assertThat(two.broker.offer(new Broadcast(ORDERS, "client-typing", written, new SocketId("2.2"), "ben")))
                .isTrue();
        settle();
        assertThat(one.heard("1.1")).endsWith("client-typing {\"a\":1}");
        assertThat(two.heard("2.1")).containsExactly("client-typing {\"a\":1}");
    }

    @Test
    void a_client_of_a_node_that_began_later_gets_the_last_event_of_a_cache_channel() throws Exception {
        ChannelName prices = new ChannelName("cache-prices");
        one.broker.publish(new Broadcast(prices, "changed", new JsonText("1"), null));
        one.subscribe("1.1", prices);
        assertThat(one.heard("1.1")).containsExactly("changed 1");
        one.broker.publish(new Broadcast(prices, "changed", new JsonText("{\"n\":2.0}"), null));
        assertThat(one.heard("1.1")).endsWith("changed {\"n\":2.0}");
        settle();
        TestNode two = node();
        assertThat(asked(() -> two.cluster.census().lastEvent(prices)))
                .hasValueSatisfying(last -> assertThat(last.payload().value()).isEqualTo(new JsonText("{\"n\":2.0}")));
        two.subscribe("2.1", prices);
        two.subscribe("2.2", prices);
        settle();
        two.subscribe("2.3", prices);

        assertThat(two.heard("2.1")).containsExactly("changed {\"n\":2.0}");
        assertThat(two.heard("2.2")).containsExactly("changed {\"n\":2.0}");
        assertThat(two.heard("2.3")).containsExactly("changed {\"n\":2.0}");
    }

    @Test
    void the_last_event_is_kept_although_the_node_that_would_keep_it_is_dead() throws Exception {
        TestNode first = named("0");
        TestNode second = named("b");
        publishPrice(second, "1");
        settle();
        // Those who keep it have done so: what a frozen node has begun goes on here.
        first.heard("barrier");
        one.heard("barrier");
        first.frozen = true;
        publishPrice(second, "2");
        settle();
        // It may be the second one by name.
        one.heard("barrier");

        assertBegunLaterHears("changed 2");
    }

    @Test
    void the_last_event_of_a_time_without_redis_is_kept_when_it_is_back() throws Exception {
        goAway();
        settle();
        publishPrice(one, "1");
        pass(Duration.ofSeconds(1));
        publishPrice(one, "2");
        comeBack();
        pass(Duration.ofSeconds(1));

        assertBegunLaterHears("changed 2");
    }

    @Test
    void so_is_one_that_redis_has_not_taken_before_anybody_noticed() throws Exception {
        one.way.cut = true;
        publishPrice(one, "1");
        one.cut();
        pass(Duration.ofSeconds(1));
        one.reconnect();
        pass(Duration.ofSeconds(1));

        assertBegunLaterHears("changed 1");
    }

    @Test
    void one_of_a_node_that_was_cut_off_does_not_stay_over_a_later_one() throws Exception {
        TestNode two = node();
        settle();
        one.cut();
        publishPrice(one, "1");
        pass(Duration.ofSeconds(1));
        publishPrice(two, "2");
        settle();
        pass(Duration.ofSeconds(1));
        one.reconnect();
        pass(Duration.ofSeconds(1));

        assertBegunLaterHears("changed 2");
    }

    private void assertBegunLaterHears(String event) throws Exception {
        TestNode later = node();
        later.subscribe("9.1", PRICES);
        settle();
        assertThat(later.heard("9.1")).containsExactly(event);
    }

    /** When this returns the event is kept. */
    private static void publishPrice(TestNode node, String data) throws Exception {
        node.broker.publish(new Broadcast(PRICES, "changed", new JsonText(data), null));
        node.heard("barrier");
    }

    private TestNode named(String id) {
        return node(new ClusterSettings(id, "canyon:", TIMEOUT, LEASE, Duration.ZERO));
    }

    @Test
    void what_comes_twice_is_taken_once_and_what_is_missing_is_counted() throws Exception {
        one.subscribe("1.1", ORDERS);
        one.cluster.receive(event(1));
        one.cluster.receive(event(1));
        one.cluster.receive(event(5));

        assertThat(one.heard("1.1")).containsExactly("shipped 1", "shipped 5");
        assertThat(one.meters.sum(Count.REPEATED)).isEqualTo(1);
        assertThat(one.meters.sum(Count.GAPS)).isEqualTo(3);
    }

    private static byte[] event(int number) {
        return ("{\"v\":1,\"from\":\"a.12345678\",\"seq\":" + number
                        + ",\"kind\":\"event\",\"app\":\"\",\"channel\":\"orders\",\"event\":\"shipped\",\"data\":"
                        + number + ",\"invented later\":{}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
