package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadAheadTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void a_reader_is_told_each_time_before_it_asks_for_more() throws IOException {
        InputStream input = new ReadAhead(arriving(20, 5), () -> () -> said.add("more"));

        readAll(input);

        assertThat(said).containsExactly("more", "8 bytes", "8 bytes", "4 bytes", "more", "5 bytes", "more");
    }

    @Test
    void while_nobody_wants_to_be_told_nothing_is_read_ahead() throws IOException {
        InputStream source = arriving(20);
        InputStream input = new ReadAhead(source, () -> null);

        assertThat(input.read(new byte[8], 0, 8)).isEqualTo(8);

        assertThat(source.available()).isEqualTo(12);
        assertThat(input.available()).isEqualTo(12);
    }

    @Test
    void what_is_read_is_what_came() throws IOException {
        byte[] sent = new byte[200_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) ((i * 31) >>> 3);
        }

        assertThat(new ReadAhead(new ByteArrayInputStream(sent), () -> () -> {}).readAllBytes())
                .isEqualTo(sent);
    }

    @Test
    void a_time_out_does_not_bring_back_what_was_read() throws IOException {
        InputStream input = new ReadAhead(new SequenceInputStream(arriving(1), timingOut()), () -> () -> {});
        assertThat(input.read()).isZero();

        assertThatThrownBy(input::read).isInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(input::read).isInstanceOf(SocketTimeoutException.class);
    }

    private void readAll(InputStream input) throws IOException {
        int count;
        while ((count = input.read(new byte[8], 0, 8)) > 0) {
            said.add(count + " bytes");
        }
    }

    /** One read brings each of them at most. */
    private static InputStream arriving(int... sizes) {
        InputStream all = InputStream.nullInputStream();
        for (int size : sizes) {
            all = new SequenceInputStream(all, new ByteArrayInputStream(new byte[size]));
        }
        return all;
    }

    private static InputStream timingOut() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException("Read timed out");
            }

            @Override
            public int read(byte[] bytes, int start, int length) throws IOException {
                throw new SocketTimeoutException("Read timed out");
            }
        };
    }
}
