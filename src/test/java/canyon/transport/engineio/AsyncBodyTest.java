package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.FrameWriter.Completion;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AsyncBodyTest {
    /** Of several chunks. */
    private static final byte[] BODY = new byte[100_000];

    private final List<String> events = new ArrayList<>();
    private final Client client = new Client();
    private Runnable whileWriting = () -> {};

    @Test
    void all_is_written_then_the_request_is_complete_and_then_the_write() throws IOException {
        AsyncBody body = send();

        body.onWritePossible();

        assertThat(events).endsWith("written", "complete", "done").containsOnlyOnce("complete");
        assertThat(client.bytes).isEqualTo(BODY.length);
        assertThat(body.hasEnded()).isTrue();
    }

    @Test
    void a_client_that_is_given_up_while_it_is_written_to_gets_nothing_after_the_end_of_its_request()
            throws IOException {
        AsyncBody body = send();
        whileWriting = () -> elsewhere(body::cut);

        body.onWritePossible();

        assertThat(events).containsExactly("written", "written", "complete", "failed");
        assertThat(body.hasEnded()).isTrue();
    }

    @Test
    void a_client_that_does_not_take_its_answer_can_be_given_up_and_that_once() {
        AsyncBody body = send();

        elsewhere(body::cut);
        body.cut();

        assertThat(events).containsExactly("complete", "failed");
    }

    @Test
    void a_failure_of_the_write_itself_ends_it() throws IOException {
        AsyncBody body = send();
        whileWriting = () -> body.onError(new IOException("reset by peer"));

        body.onWritePossible();

        assertThat(events).containsExactly("written", "complete", "failed", "written");
    }

    private AsyncBody send() {
        return Objects.requireNonNull(AsyncBody.send(request(), BODY, new Completion() {
            @Override
            public void done() {
                events.add("done");
            }

            @Override
            public void failed(Throwable cause) {
                events.add("failed");
            }
        }));
    }

    /** Returns when another thread has done it. */
    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    private AsyncContext request() {
        HttpServletResponse response =
                standIn(HttpServletResponse.class, name -> name.equals("getOutputStream") ? client : null);
        return standIn(AsyncContext.class, name -> {
            if (name.equals("complete")) {
                events.add("complete");
            }
            return name.equals("getResponse") ? response : null;
        });
    }

    private static <T> T standIn(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName())));
    }

    private interface Answers {
        @Nullable
        Object to(String method);
    }

    private final class Client extends ServletOutputStream {
        private int bytes;

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(byte[] all, int offset, int length) {
            bytes += length;
            Runnable once = bytes > length ? whileWriting : () -> {};
            once.run();
            events.add("written");
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }
    }
}
