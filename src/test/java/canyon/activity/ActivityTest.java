package canyon.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ActivityTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Activity activity = new Activity(2, nanos::get);
    private final List<Happening> seen = new ArrayList<>();
    private final Consumer<Happening> watcher = seen::add;

    @Test
    void nothing_is_made_while_nobody_watches() {
        AtomicInteger made = new AtomicInteger();

        activity.report(() -> {
            made.incrementAndGet();
            return published("1");
        });

        assertThat(made).hasValue(0);
        assertThat(activity.isWatched()).isFalse();
        assertThat(activity.skippedCount()).isZero();
    }

    @Test
    void a_watcher_is_told_until_it_is_forgotten() {
        activity.watch(watcher);
        activity.report(() -> published("1"));
        activity.forget(watcher);
        activity.report(() -> published("2"));

        assertThat(seen).extracting(Happening::event).containsExactly("1");
        assertThat(activity.isWatched()).isFalse();
    }

    @Test
    void what_is_too_much_for_a_second_is_counted_and_the_next_second_is_told_again() {
        activity.watch(watcher);
        for (int i = 0; i < 5; i++) {
            activity.report(() -> published("first"));
        }
        nanos.addAndGet(1_000_000_000);
        activity.report(() -> published("second"));

        assertThat(seen).extracting(Happening::event).containsExactly("first", "first", "second");
        assertThat(activity.skippedCount()).isEqualTo(3);
    }

    @Test
    void only_the_beginning_of_a_payload_is_kept() {
        Happening big =
                new Happening(Instant.EPOCH, Happening.Kind.PUBLISHED, "", "news", "e", null, "", "x".repeat(5_000));

        assertThat(big.payload()).hasSize(Happening.PAYLOAD_LENGTH);
    }

    private static Happening published(String event) {
        return new Happening(Instant.EPOCH, Happening.Kind.PUBLISHED, "", "news", event, null, "", null);
    }
}
