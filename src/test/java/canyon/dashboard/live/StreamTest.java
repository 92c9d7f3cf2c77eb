package canyon.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamTest {
    private static final byte[] MESSAGE = new byte[1_000];

    private final TestAnswer answer = new TestAnswer();

    @Test
    void what_is_offered_is_written_and_flushed_the_first_time_twice() throws Exception {
        Stream stream = answer.stream();
        assertThat(answer.flushes).isEqualTo(2);

        stream.offer(Messages.skipped(3));

        assertThat(answer.text()).isEqualTo("retry: 3000\n\nevent: skipped\ndata: {\"count\":3}\n\n");
        assertThat(answer.flushes).isEqualTo(3);
    }

    @Test
    void what_a_browser_does_not_take_waits_up_to_a_bound() throws Exception {
        Stream stream = answer.stream();
        answer.ready = false;
        int waiting = 0;
        while (stream.offer(MESSAGE)) {
            waiting++;
        }
        assertThat(waiting).isEqualTo(Stream.MAX_BYTES / MESSAGE.length);

        answer.take();

        assertThat(answer.text()).hasSize("retry: 3000\n\n".length() + waiting * MESSAGE.length);
        assertThat(stream.offer(MESSAGE)).isTrue();
    }

    @Test
    void a_browser_that_takes_nothing_is_stuck_after_a_while() throws Exception {
        Stream stream = answer.stream();
        long now = System.nanoTime();
        answer.ready = false;
        assertThat(stream.isStuck(now + 10 * Stream.PATIENCE.toNanos())).isFalse();

        stream.offer(MESSAGE);

        assertThat(stream.isStuck(now)).isFalse();
        assertThat(stream.isStuck(System.nanoTime() + Stream.PATIENCE.toNanos()))
                .isTrue();
    }

    @Test
    void it_ends_once_and_takes_nothing_afterwards() throws Exception {
        Stream stream = answer.stream();

        stream.end();
        stream.end();
        stream.onError(new IOException("gone"));

        assertThat(answer.completions).isEqualTo(1);
        assertThat(stream.isOver()).isTrue();
        assertThat(stream.offer(MESSAGE)).isFalse();
    }
}
