package canyon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.FanOutSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class WarmUpTest {
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void exercises_the_way_of_a_broadcast_to_the_end_and_leaves_no_thread() {
        long deliveries = run(Duration.ofSeconds(30));

        assertThat(deliveries).isEqualTo(2L * WarmUp.SUBSCRIBERS * WarmUp.MESSAGES);
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void keeps_the_start_waiting_no_longer_than_it_may() {
        long deliveries = run(Duration.ofNanos(1));

        assertThat(deliveries).isZero();
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    private long run(Duration patience) {
        return new WarmUp(new FanOutSettings(2, patience)).run(task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
        });
    }
}
