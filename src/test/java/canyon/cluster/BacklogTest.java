package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BacklogTest {
    private final Backlog backlog = new Backlog(2);
    private final List<String> begun = new ArrayList<>();
    private final Queue<Runnable> underWay = new ArrayDeque<>();

    @Test
    void only_so_much_is_under_way_and_the_next_begins_when_something_has_ended() {
        add("a", "b", "c", "d");
        assertThat(begun).containsExactly("a", "b");

        endOne();
        assertThat(begun).containsExactly("a", "b", "c");
        endOne();
        endOne();
        endOne();
        assertThat(begun).containsExactly("a", "b", "c", "d");
        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void what_waits_is_not_added_again_and_what_is_under_way_is() {
        add("a", "b", "c", "c", "a");
        endOne();
        endOne();
        endOne();

        assertThat(begun).containsExactly("a", "b", "c", "a");
    }

    @Test
    void a_task_is_done_when_all_before_it_has_ended_and_nothing_begins_before_it() {
        add("a", "b");
        backlog.whenDone(() -> begun.add("done"));
        add("c");
        endOne();
        assertThat(begun).containsExactly("a", "b");

        endOne();
        assertThat(begun).containsExactly("a", "b", "done", "c");
        assertThat(backlog.isEmpty()).isFalse();
        endOne();
        backlog.whenDone(() -> begun.add("at once"));
        assertThat(begun).endsWith("at once");
    }

    @Test
    void what_is_cleared_does_not_begin_and_what_was_under_way_still_counts() {
        add("a", "b", "c");
        backlog.whenDone(() -> begun.add("done"));
        backlog.clear();
        add("d");
        assertThat(begun).containsExactly("a", "b");
        assertThat(backlog.isEmpty()).isFalse();
        endOne();

        assertThat(begun).containsExactly("a", "b", "d");
    }

    @Test
    void steps_that_end_at_once_need_no_room() {
        AtomicInteger ended = new AtomicInteger();
        add("a");
        for (int i = 0; i < 100_000; i++) {
            backlog.add(i, end -> {
                ended.incrementAndGet();
                end.run();
            });
        }

        assertThat(ended).hasValue(100_000);
    }

    private void add(String... steps) {
        for (String step : steps) {
            backlog.add(step, ended -> {
                begun.add(step);
                underWay.add(ended);
            });
        }
    }

    private void endOne() {
        underWay.remove().run();
    }
}
