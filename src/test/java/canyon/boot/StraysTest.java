package canyon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters;
import canyon.cluster.ClusterMeters.Count;
import canyon.cluster.ClusterView;
import canyon.cluster.NodeState;
import canyon.message.JsonText;
import canyon.message.SocketId;
import canyon.redis.LogRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StraysTest {
    private static final int HERE = 7;
    private static final int OTHER = -1;

    private final ClusterMeters meters = new ClusterMeters();
    private final AtomicLong nanos = new AtomicLong(System.nanoTime());
    private final List<String> asked = new ArrayList<>();
    private final LogRecorder log = new LogRecorder(Strays.class);
    private final Strays strays = new Strays(
            new ClusterView() {
                @Override
                public ClusterMeters meters() {
                    return meters;
                }

                @Override
                public List<NodeState> nodes() {
                    return List.of(node("here", true, "7"), node("other", false, "4294967295"));
                }

                @Override
                public boolean isUp() {
                    return true;
                }

                @Override
                public boolean isSharded() {
                    return false;
                }
            },
            asked::add,
            nanos::get);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void that_sticky_sessions_are_missing_is_said_once_a_minute() {
        SocketId.tellNode(HERE);
        strays.ofNode(OTHER);
        strays.ofNode(OTHER);
        assertThat(log.warnings()).singleElement().asString().contains("other", "sticky sessions");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        strays.ofNode(OTHER);

        assertThat(log.warnings()).hasSize(2);
        assertThat(meters.sum(Count.STRAYS)).isEqualTo(3);
    }

    @Test
    void a_session_that_is_over_is_no_stray() {
        SocketId.tellNode(HERE);
        strays.ofNode(HERE);
        strays.ofNode(12345);

        assertThat(log.warnings()).isEmpty();
        assertThat(meters.sum(Count.STRAYS)).isZero();
    }

    @Test
    void a_session_whose_client_has_made_up_its_id_is_looked_for_on_the_other_nodes() {
        strays.ofFallback("key/1/abc");
        assertThat(asked).containsExactly("key/1/abc");

        strays.comeBack("key/2/def", session -> false);
        assertThat(meters.sum(Count.STRAYS)).isZero();
        strays.comeBack("key/2/def", "key/2/def"::equals);
        assertThat(meters.sum(Count.STRAYS)).isEqualTo(1);
        assertThat(log.warnings()).singleElement().asString().contains("here");
    }

    @Test
    void whoever_makes_up_many_does_not_fill_the_bus() {
        for (int i = 0; i < 1_000; i++) {
            strays.ofFallback("key/1/" + i);
        }
        assertThat(asked).hasSize(100);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        strays.ofFallback("key/1/abc");

        assertThat(asked).hasSize(101);
    }

    private static NodeState node(String label, boolean isSelf, String number) {
        return new NodeState(
                label, label + ".12345678", isSelf, Map.of("number", JsonText.ofString(number)), 1, Map.of());
    }
}
