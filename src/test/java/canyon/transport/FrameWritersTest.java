package canyon.transport;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Segment;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FrameWritersTest {
    private static final FrameWriter FAST = new Silent();

    private final Session session = new BrowserSession(false).session();
    private final Warnings warnings = new Warnings();
    private final Logger log = Logger.getLogger(FrameWriters.class.getName());

    @BeforeEach
    void listen() {
        log.addHandler(warnings);
    }

    @AfterEach
    void listenNoMore() {
        log.removeHandler(warnings);
    }

    @Test
    void the_first_fast_path_that_knows_the_session_writes() {
        FrameWriters writers = new FrameWriters(
                List.of(path("other", Optional::empty), path("right", () -> Optional.of(FAST)), path("never", () -> {
                    throw new AssertionError("asked although another one writes");
                })));

        assertThat(writers.writer(session)).isSameAs(FAST);
        assertThat(warnings.texts).isEmpty();
    }

    @Test
    void a_fast_path_that_does_not_fit_is_told_once_and_the_portable_writer_writes() {
        FrameWriters writers = new FrameWriters(List.of(
                path("linked", () -> {
                    throw new NoClassDefFoundError("server/Channel");
                }),
                path("changed", () -> {
                    throw new IllegalStateException("there is no field ob");
                })));

        for (int i = 0; i < 3; i++) {
            assertThat(writers.writer(session)).isInstanceOf(JakartaFrameWriter.class);
        }

        assertThat(warnings.texts).hasSize(2);
        assertThat(warnings.texts.get(0)).contains("linked").contains("server/Channel");
        assertThat(warnings.texts.get(1)).contains("changed").contains("there is no field ob");
    }

    @Test
    void what_cannot_be_put_right_in_a_handshake_is_told_once_and_nobody_is_refused_for_it() {
        FastPath changed = new FastPath() {
            @Override
            public String name() {
                return "changed";
            }

            @Override
            public Optional<FrameWriter> writer(Session asked) {
                return Optional.of(FAST);
            }

            @Override
            public void beforeHandshake(HttpServletRequest request) {
                throw new IllegalStateException("there is no field afterService");
            }
        };
        FrameWriters writers = new FrameWriters(List.of(changed));
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });

        writers.beforeHandshake(request);
        writers.beforeHandshake(request);

        assertThat(writers.writer(session)).isSameAs(FAST);
        assertThat(warnings.texts).hasSize(1);
        assertThat(warnings.texts.get(0)).contains("changed").contains("there is no field afterService");
    }

    private static FastPath path(String name, Supplier<Optional<FrameWriter>> writers) {
        return new FastPath() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<FrameWriter> writer(Session session) {
                return writers.get();
            }
        };
    }

    private static final class Silent implements FrameWriter {
        @Override
        public void write(List<Segment> segments, Completion completion) {}

        @Override
        public void close(CloseReason reason) {}

        @Override
        public void abort(CloseReason reason) {}
    }

    private static final class Warnings extends Handler {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().equals(Level.WARNING)) {
                texts.add(new SimpleFormatter().formatMessage(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
