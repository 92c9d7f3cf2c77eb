package canyon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.AuthSettings.AuthLoad;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(30)
class AuthPoolTest {
    private static final int THREADS = 3;
    private static final int QUEUE = 2;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AuthPool pool = pool(Duration.ofSeconds(30));
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private final AtomicInteger interrupted = new AtomicInteger();

    private AuthPool pool(Duration idle) {
        return new AuthPool(
                new AuthLoad(THREADS, QUEUE, 8),
                task -> {
                    Thread thread = new Thread(task, "test-auth");
                    thread.setDaemon(true);
                    threads.add(thread);
                    return thread;
                },
                idle);
    }

    @AfterEach
    void stop() throws InterruptedException {
        pool.stop();
    }

    @Test
    void so_many_run_so_many_wait_and_the_next_is_turned_away() throws InterruptedException {
        for (int i = 0; i < THREADS + QUEUE; i++) {
            assertThat(pool.execute(this::work)).isTrue();
        }
        begun.acquire(THREADS);

        assertThat(pool.execute(this::work)).isFalse();
        assertThat(begun.availablePermits()).isZero();
        assertThat(threads).hasSize(THREADS);

        mayEnd.release();
        begun.acquire();
        assertThat(pool.execute(this::work)).isTrue();
        mayEnd.release(THREADS + QUEUE);
        ended.acquire(THREADS + QUEUE + 1);
        assertThat(threads).hasSize(THREADS);
    }

    @Test
    void a_stop_interrupts_what_runs_drops_what_waits_and_ends_all_threads() throws InterruptedException {
        for (int i = 0; i < THREADS + QUEUE; i++) {
            pool.execute(this::work);
        }
        begun.acquire(THREADS);

        pool.stop();

        assertThat(interrupted).hasValue(THREADS);
        assertThat(begun.availablePermits()).isZero();
        assertThat(threads).hasSize(THREADS);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(pool.execute(this::work)).isFalse();
    }

    @Test
    void a_task_that_fails_keeps_no_other_from_running() throws InterruptedException {
        CountDownLatch failures = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            while (!pool.execute(() -> {
                failures.countDown();
                Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
                throw new IllegalStateException("as the test asked for");
            })) {
                Thread.onSpinWait();
            }
        }
        failures.await();

        mayEnd.release();
        while (!pool.execute(this::work)) {
            Thread.onSpinWait();
        }

        ended.acquire();
    }

    @Test
    void threads_without_work_end() throws InterruptedException {
        AuthPool hasty = pool(Duration.ofMillis(1));
        mayEnd.release(THREADS);
        for (int i = 0; i < THREADS; i++) {
            hasty.execute(this::work);
        }
        ended.acquire(THREADS);

        assertThat(threads).isNotEmpty();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work() {
        begun.release();
        try {
            mayEnd.acquire();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            Thread.currentThread().interrupt();
        }
        ended.release();
    }
}
