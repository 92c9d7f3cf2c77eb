package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.broker.Census;
import canyon.broker.Crowd;
import canyon.connection.CloseReason;
import canyon.message.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What the HTTP API asks of all nodes. */
class ClusterCensusTest extends TestCluster {
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
        Map<String, Crowd> channels = asked(() -> census.channels("", ""));
        assertThat(channels).isEqualTo(Map.of("orders", new Crowd(2, 0), "presence-room", new Crowd(3, 2)));
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
