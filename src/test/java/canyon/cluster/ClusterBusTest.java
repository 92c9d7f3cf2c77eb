package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters.Count;
import canyon.message.JsonText;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages between nodes: unreadable ones, those of other versions, and what needs no channel. */
class ClusterBusTest extends TestCluster {
    private final TestNode one = node();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"v\":1}",
                "{\"v\":1,\"from\":\"a.12345678\"}",
                "{\"v\":1,\"from\":7,\"kind\":\"event\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"event\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"event\",\"app\":\"\",\"channel\":\"\",\"event\":\"e\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"presence\",\"app\":\"\",\"channel\":\"presence-room\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"presence\",\"app\":\"\",\"channel\":\"presence-room\","
                        + "\"joined\":{\"socket\":\"\",\"node\":\"a\",\"member\":[]},\"epoch\":1,\"number\":1}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"count\",\"app\":\"\",\"channel\":\"orders\"}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"count\",\"app\":\"\",\"channel\":\"presence-room\","
                        + "\"total\":123456789012}"
            })
    void garbage_on_the_bus_is_counted_and_changes_nothing(String garbage) throws Exception {
        one.join("1.1", ROOM, "ann");
        settle();
        one.cluster.receive(garbage.getBytes(StandardCharsets.UTF_8));
        settle();

        assertThat(one.meters.sum(Count.GARBAGE)).isEqualTo(1);
        assertThat(one.members(ROOM)).containsExactly("1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":2,\"whatever\":true}",
                "{\"v\":1,\"from\":\"a.12345678\",\"kind\":\"invented later\",\"more\":[1]}"
            })
    void a_message_of_another_version_is_counted_and_changes_nothing(String foreign) throws Exception {
        one.cluster.receive(foreign.getBytes(StandardCharsets.UTF_8));

        assertThat(one.meters.sum(Count.FOREIGN)).isEqualTo(1);
        assertThat(one.meters.sum(Count.GARBAGE)).isZero();
    }

    @Test
    void nodes_of_neighbouring_versions_see_the_same_members() throws Exception {
        one.join("1.1", ROOM, "ann");
        settle();
        Ledger newer = redis.new Way();
        Presence ben = new Presence(TestNode.member("ben"), new SocketId("9.1"));
        Map<String, JsonText> news = News.ofJoin(ROOM, ben, "b.12345678-1");
        news.put("invented later", new JsonText("{\"x\":[1]}"));
        String head = BusMessage.head("b.12345678", 0, News.KIND, news);
        newer.join(new Ledger.Joining(ROOM, ben, "b.12345678-1", 0, false, head), joined -> {});
        settle();
        assertThat(one.heard("1.1")).endsWith("+9.1");

        // What it cannot read at all it sees in the log all the same.
        String unreadable = BusMessage.head("b.12345678", 0, News.KIND, BusMessage.ofChannel(ROOM))
                .replace("\"v\":1", "\"v\":2");
        newer.leave(ROOM, ben.socket(), unreadable, version -> {});
        settle();
        assertThat(one.meters.sum(Count.FOREIGN)).isEqualTo(1);
        pass(LEASE.dividedBy(2));
        assertThat(one.heard("1.1")).endsWith("+9.1", "-ben");
    }

    @Test
    void a_session_that_another_node_is_asked_for_is_looked_for_on_all_others() {
        TestNode two = node();
        List<String> lookedFor = new ArrayList<>();
        one.cluster.onStray(session -> lookedFor.add("one " + session));
        two.cluster.onStray(session -> lookedFor.add("two " + session));
        one.cluster.stray("key/1/abc");
        settle();

        assertThat(lookedFor).containsExactly("two key/1/abc");
    }

    @Test
    void each_node_knows_how_long_a_message_takes_to_the_others() {
        node();
        pass(Duration.ofSeconds(25));

        assertThat(one.cluster.nodes())
                .hasSize(2)
                .allSatisfy(node -> assertThat(node.roundTripMillis()).isBetween(0.0, 1.0));
        assertThat(one.cluster.nodes().get(0).isSelf()).isTrue();
    }
}
