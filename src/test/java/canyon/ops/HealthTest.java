package canyon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HealthTest {
    private final Health health = new Health();
    private boolean draining;
    private boolean connected = true;
    private long live = 10;
    private long used = 95;

    @Test
    void a_node_that_has_not_started_lives_and_is_not_ready() {
        assertThat(health.live().isUp()).isTrue();
        assertThat(health.started().isUp()).isFalse();
        assertThat(health.ready().isUp()).isFalse();
    }

    @Test
    void a_node_that_serves_is_ready_until_it_ends() {
        begin();

        assertThat(health.started().isUp()).isTrue();
        assertThat(health.ready().isUp()).isTrue();
        health.end();
        assertThat(health.ready().isUp()).isFalse();
        assertThat(health.live().isUp()).isTrue();
    }

    @Test
    void draining_and_a_lost_Redis_make_it_unready_and_both_have_a_way_back() {
        begin();

        draining = true;
        assertThat(down()).containsExactly("serving");
        draining = false;
        connected = false;
        assertThat(down()).containsExactly("redis");
        connected = true;
        assertThat(down()).isEmpty();
    }

    @Test
    void without_a_Redis_it_does_not_matter_whether_it_is_there() {
        connected = false;
        health.begin(new Health.Probes(() -> draining, null, heap(), 90));

        assertThat(health.ready().isUp()).isTrue();
    }

    @Test
    void garbage_does_not_make_it_unready_but_what_is_left_after_a_collection_does() {
        begin();

        assertThat(down()).isEmpty();
        live = 91;
        assertThat(down()).containsExactly("memory");
        live = 90;
        assertThat(down()).isEmpty();
    }

    @Test
    void a_node_whose_clients_are_gone_is_ready_again_without_a_collection() {
        begin();
        live = 95;

        assertThat(down()).containsExactly("memory");
        used = 40;
        assertThat(down()).isEmpty();
    }

    private void begin() {
        health.begin(new Health.Probes(() -> draining, () -> connected, heap(), 90));
    }

    private LiveHeap heap() {
        return new LiveHeap(
                () -> List.of(new MemoryUsage(0, live / 2, 100, 100), new MemoryUsage(0, live - live / 2, 100, 100)),
                () -> new MemoryUsage(0, used, 100, 100));
    }

    private List<String> down() {
        return health.ready().checks().stream()
                .filter(check -> !check.isUp())
                .map(Health.Check::name)
                .toList();
    }
}
