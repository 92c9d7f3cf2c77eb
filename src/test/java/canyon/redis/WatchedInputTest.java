package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchedInputTest {
    private static final int SILENCE = -2;

    private int questions;

    @Test
    void a_silence_that_ends_after_one_question_is_not_noticed() throws IOException {
        WatchedInput input = input('a', SILENCE, 'b', SILENCE, 'c');
        input.askWhenSilent(() -> questions++);

        assertThat(List.of(input.read(), input.read(), input.read())).containsExactly((int) 'a', (int) 'b', (int) 'c');
        assertThat(questions).isEqualTo(2);
    }

    @Test
    void a_question_without_an_answer_ends_it() {
        WatchedInput input = input(SILENCE, SILENCE, 'a');
        input.askWhenSilent(() -> questions++);

        assertThatThrownBy(input::read).isInstanceOf(SocketTimeoutException.class);
        assertThat(questions).isEqualTo(1);
    }

    @Test
    void before_there_is_a_question_silence_ends_it() {
        assertThatThrownBy(input(SILENCE, 'a')::read).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void the_end_stays_the_end() throws IOException {
        assertThat(input(-1).read()).isEqualTo(-1);
    }

    private static WatchedInput input(int... script) {
        Queue<Integer> steps = new ArrayDeque<>();
        for (int step : script) {
            steps.add(step);
        }
        return new WatchedInput(new InputStream() {
            @Override
            public int read() throws IOException {
                int step = steps.remove();
                if (step == SILENCE) {
                    throw new SocketTimeoutException("Read timed out");
                }
                return step;
            }

            @Override
            public int read(byte[] bytes, int start, int length) throws IOException {
                int step = read();
                if (step < 0) {
                    return step;
                }
                bytes[start] = (byte) step;
                return 1;
            }
        });
    }
}
