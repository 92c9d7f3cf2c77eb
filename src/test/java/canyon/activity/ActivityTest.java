package canyon.activity;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.activity.Happening.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
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

        activity.report(Kind.PUBLISHED, () -> {
            made.incrementAndGet();
            return published("1");
        });

        assertThat(made).hasValue(0);
        assertThat(activity.isWatched(Kind.PUBLISHED)).isFalse();
        assertThat(activity.skippedCount()).isZero();
    }

    @Test
    void a_watcher_is_told_until_it_is_forgotten() {
        activity.watch(watcher, EnumSet.allOf(Kind.class));
        activity.report(Kind.PUBLISHED, () -> published("1"));
        activity.forget(watcher);
        activity.report(Kind.PUBLISHED, () -> published("2"));

        assertThat(seen).extracting(Happening::event).containsExactly("1");
        assertThat(activity.isWatched(Kind.PUBLISHED)).isFalse();
    }

    @Test
    void a_kind_that_nobody_watches_is_neither_made_nor_counted_however_much_of_it_happens() {
        AtomicInteger made = new AtomicInteger();
        activity.watch(watcher, EnumSet.of(Kind.DENIED));

        for (int i = 0; i < 5; i++) {
            activity.report(Kind.PUBLISHED, () -> {
                made.incrementAndGet();
                return published("1");
            });
        }
        activity.report(Kind.DENIED, () -> published("2"));

        assertThat(made).hasValue(0);
        assertThat(seen).extracting(Happening::event).containsExactly("2");
        assertThat(activity.skippedCount()).isZero();
    }

    @Test
    void each_watcher_is_told_of_its_kinds_and_of_others_when_it_changes_its_mind() {
        List<Happening> denied = new ArrayList<>();
        Consumer<Happening> other = denied::add;
        activity.watch(watcher, EnumSet.of(Kind.PUBLISHED));
        activity.watch(other, EnumSet.of(Kind.DENIED));
        activity.report(Kind.PUBLISHED, () -> published("1"));
        activity.watch(watcher, EnumSet.of(Kind.DENIED));

        assertThat(activity.isWatched(Kind.PUBLISHED)).isFalse();
        activity.report(Kind.DENIED, () -> published("2"));

        assertThat(seen).extracting(Happening::event).containsExactly("1", "2");
        assertThat(denied).extracting(Happening::event).containsExactly("2");
    }

    @Test
    void what_is_too_much_for_a_second_is_counted_and_the_next_second_is_told_again() {
        activity.watch(watcher, EnumSet.allOf(Kind.class));
        for (int i = 0; i < 5; i++) {
            activity.report(Kind.PUBLISHED, () -> published("first"));
        }
        nanos.addAndGet(1_000_000_000);
        activity.report(Kind.PUBLISHED, () -> published("second"));

        assertThat(seen).extracting(Happening::event).containsExactly("first", "first", "second");
        assertThat(activity.skippedCount()).isEqualTo(3);
    }

    @Test
    void only_the_beginning_of_a_payload_is_kept() {
        Happening big = new Happening(Instant.EPOCH, Kind.PUBLISHED, "", "news", "e", null, "", "x".repeat(5_000));

        assertThat(big.payload()).hasSize(Happening.PAYLOAD_LENGTH);
    }

    private static Happening published(String event) {
        return new Happening(Instant.EPOCH, Kind.PUBLISHED, "", "news", event, null, "", null);
    }
}
