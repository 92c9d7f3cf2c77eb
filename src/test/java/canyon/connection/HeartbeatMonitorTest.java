package canyon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.HeartbeatMonitor.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(20)
class HeartbeatMonitorTest {
    private final HeartbeatMonitor monitor = new HeartbeatMonitor(Duration.ofMillis(40));

    @Test
    void each_tick_asks_all_who_are_watched() {
        RecordingWatched first = new RecordingWatched();
        RecordingWatched second = new RecordingWatched();
        monitor.watch(first);
        monitor.watch(second);
        monitor.watch(second);

        monitor.check(7);
        monitor.forget(first);
        monitor.check(8);

        assertThat(first.checks).containsExactly(7L);
        assertThat(second.checks).containsExactly(7L, 8L);
    }

    @Test
    void one_may_take_itself_away_during_its_check() {
        RecordingWatched last = new RecordingWatched() {
            @Override
            public void check(long nanos) {
                super.check(nanos);
                monitor.forget(this);
            }
        };
        monitor.watch(last);

        monitor.check(1);
        monitor.check(2);

        assertThat(last.checks).containsExactly(1L);
    }

    @Test
    void one_that_throws_is_ended_and_the_others_are_still_asked() {
        List<BrokenWatched> broken = new ArrayList<>();
        List<RecordingWatched> sound = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            broken.add(new BrokenWatched());
            sound.add(new RecordingWatched());
        }
        broken.forEach(monitor::watch);
        sound.forEach(monitor::watch);

        monitor.check(1);

        assertThat(broken).allMatch(one -> one.faults == 1);
        assertThat(sound).allMatch(one -> one.checks.size() == 1);
    }

    @Test
    void the_time_of_whoever_waits_an_hour_can_be_let_be_over() {
        RecordingWatched patient = new RecordingWatched();
        monitor.watch(patient);
        long now = System.nanoTime();

        monitor.expire();

        assertThat(patient.checks)
                .singleElement()
                .satisfies(nanos -> assertThat(nanos - now).isGreaterThan(TimeUnit.HOURS.toNanos(1)));
    }

    @Test
    void its_thread_ticks_until_it_is_stopped() throws InterruptedException {
        CountDownLatch ticks = new CountDownLatch(3);
        monitor.watch(new RecordingWatched() {
            @Override
            public void check(long nanos) {
                ticks.countDown();
            }
        });
        Thread thread = new Thread(monitor);
        thread.start();

        assertThat(ticks.await(10, TimeUnit.SECONDS)).isTrue();
        monitor.stop();
        thread.join(10_000);

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void its_thread_ends_when_it_is_interrupted() throws InterruptedException {
        Thread thread = new Thread(new HeartbeatMonitor(Duration.ofDays(1)));
        thread.start();

        thread.interrupt();
        thread.join(10_000);

        assertThat(thread.isAlive()).isFalse();
    }

    private static class RecordingWatched implements Watched {
        private final List<Long> checks = new ArrayList<>();

        @Override
        public void check(long nanos) {
            checks.add(nanos);
        }

        @Override
        public void fault() {
            throw new AssertionError("nothing was wrong");
        }
    }

    /** Fails, and fails again when it is to end itself. */
    private static final class BrokenWatched implements Watched {
        private int faults;

        @Override
        public void check(long nanos) {
            throw new Fault("check");
        }

        @Override
        public void fault() {
            faults++;
            throw new Fault("fault");
        }
    }

    /** Without a stack, which would only fill the log of the tests. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fault(String message) {
            super(message, null, false, false);
        }
    }
}
