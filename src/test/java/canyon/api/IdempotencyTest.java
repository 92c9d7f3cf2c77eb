package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.api.Idempotency.Work;
import canyon.message.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IdempotencyTest {
    private static final Idempotency.Key KEY = new Idempotency.Key("shop", "events", "k");

    private final AtomicInteger done = new AtomicInteger();
    private final Work work = () -> new JsonText(String.valueOf(done.incrementAndGet()));
    private long now;
    private final Idempotency idempotency = new Idempotency(4096, () -> now);

    @Test
    void the_same_key_is_answered_as_the_first_time() throws RefusedRequestException {
        assertThat(idempotency.once(KEY, work)).isEqualTo(new JsonText("1"));
        assertThat(idempotency.once(KEY, work)).isEqualTo(new JsonText("1"));
        assertThat(done).hasValue(1);
    }

    @Test
    void without_a_key_and_with_another_one_it_is_done_again() throws RefusedRequestException {
        idempotency.once(KEY, work);
        idempotency.once(null, work);
        idempotency.once(null, work);
        idempotency.once(new Idempotency.Key("shop", "events", "l"), work);
        idempotency.once(new Idempotency.Key("shop", "batch_events", "k"), work);
        idempotency.once(new Idempotency.Key("other", "events", "k"), work);

        assertThat(done).hasValue(6);
    }

    @Test
    void a_key_is_forgotten_after_two_minutes() throws RefusedRequestException {
        idempotency.once(KEY, work);
        now = TimeUnit.SECONDS.toNanos(120) - 1;
        assertThat(idempotency.once(KEY, work)).isEqualTo(new JsonText("1"));
        now++;
        assertThat(idempotency.once(KEY, work)).isEqualTo(new JsonText("2"));
    }

    @Test
    void what_was_refused_may_be_tried_again() throws RefusedRequestException {
        assertThatThrownBy(() -> idempotency.once(KEY, () -> {
                    throw new RefusedRequestException(429, "too soon");
                }))
                .isInstanceOf(RefusedRequestException.class);

        assertThat(idempotency.once(KEY, work)).isEqualTo(new JsonText("1"));
    }

    @Test
    void over_the_limit_of_memory_the_oldest_is_forgotten_first() throws RefusedRequestException {
        int kept = 4096 / (256 + 2 * 2);
        for (int i = 10; i <= 10 + kept; i++) {
            idempotency.once(new Idempotency.Key("shop", "events", String.valueOf(i)), () -> new JsonText(""));
        }

        idempotency.once(new Idempotency.Key("shop", "events", "11"), work);
        assertThat(done).hasValue(0);
        idempotency.once(new Idempotency.Key("shop", "events", "10"), work);
        assertThat(done).hasValue(1);
    }

    @Test
    void memory_of_keys_that_are_over_is_free_again() throws RefusedRequestException {
        for (int round = 0; round < 100; round++) {
            idempotency.once(KEY, work);
            idempotency.once(KEY, work);
            now += Idempotency.MEMORY.toNanos();
        }

        assertThat(done).hasValue(100);
    }

    @Test
    void requests_at_the_same_moment_are_done_once() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Future<JsonText>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                answers.add(executor.submit(() -> {
                    together.await();
                    return idempotency.once(KEY, work);
                }));
            }
            for (Future<JsonText> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(new JsonText("1"));
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void whoever_waits_for_the_first_one_hears_of_its_refusal() throws Exception {
        AtomicReference<@Nullable RefusedRequestException> heard = new AtomicReference<>();
        Thread second = new Thread(() -> heard.set(refused(work)));
        RefusedRequestException first = refused(() -> {
            second.start();
            awaitWaiting(second);
            throw new RefusedRequestException(413, "too large");
        });
        second.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(heard.get()).isSameAs(first);
        assertThat(done).hasValue(0);
    }

    private static void awaitWaiting(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (thread.getState() != Thread.State.WAITING && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
    }

    private RefusedRequestException refused(Work refusing) {
        return catchThrowableOfType(RefusedRequestException.class, () -> idempotency.once(KEY, refusing));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 129})
    void a_key_has_a_length(int length) {
        assertThatThrownBy(() -> Idempotency.Key.of(TestApp.named("shop"), "events", "k".repeat(length), Map.of()))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("An idempotency key must have 1 to 128 characters, got " + length);
    }

    @Test
    void a_key_comes_in_the_header_or_in_the_body() throws RefusedRequestException {
        Map<String, JsonText> body = Map.of("idempotency_key", JsonText.ofString("b".repeat(128)));

        assertThat(Idempotency.Key.of(TestApp.named("shop"), "events", null, body))
                .isEqualTo(new Idempotency.Key("shop", "events", "b".repeat(128)));
        assertThat(Idempotency.Key.of(TestApp.named("shop"), "events", "h", body))
                .isEqualTo(new Idempotency.Key("shop", "events", "h"));
        assertThat(Idempotency.Key.of(TestApp.named("shop"), "events", null, Map.of()))
                .isNull();
    }
}
