package canyon.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SingleFlightTest {
    private static final int CROWD = 8;

    private final SingleFlight<String, Integer> flights = new SingleFlight<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CROWD);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void a_crowd_shares_one_piece_of_work() throws Exception {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        List<Future<Integer>> results = new ArrayList<>();
        results.add(threads.submit(() -> flights.result("shop", () -> {
            begun.countDown();
            await(end);
            return count.incrementAndGet();
        })));
        await(begun);

        CountDownLatch arriving = new CountDownLatch(CROWD - 1);
        for (int i = 1; i < CROWD; i++) {
            results.add(threads.submit(() -> {
                arriving.countDown();
                return flights.result("shop", () -> {
                    // Whoever comes late works for itself, but never while the first still does.
                    assertThat(end.getCount()).isZero();
                    return 1;
                });
            }));
        }
        await(arriving);
        end.countDown();

        for (Future<Integer> result : results) {
            assertThat(result.get()).isEqualTo(1);
        }
    }

    @Test
    void what_goes_wrong_goes_wrong_for_this_time_only() {
        IllegalStateException failure = new IllegalStateException("no");

        assertThatThrownBy(() -> flights.result("shop", () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(flights.result("shop", () -> 7)).isEqualTo(7);
    }

    @Test
    void different_things_do_not_wait_for_each_other() {
        assertThat(flights.result("shop", () -> flights.result("blog", () -> 7)))
                .isEqualTo(7);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
