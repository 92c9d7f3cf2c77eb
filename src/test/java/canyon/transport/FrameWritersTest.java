package canyon.transport;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
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

    private static final List<Segment> TEXT = List.of(Segment.of(Frame.text("a")));

    private final BrowserSession browser = new BrowserSession(false);
    private final Session session = browser.session();
    private final Told told = new Told();
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
                })),
                Runnable::run);

        for (int i = 0; i < 3; i++) {
            writers.writer(session).write(TEXT, told);
        }

        assertThat(told.ends).containsExactly("done", "done", "done");
        assertThat(writers.chosen()).isEqualTo("right");
        assertThat(warnings.texts).isEmpty();
    }

    @Test
    void a_fast_path_that_does_not_fit_is_told_once_and_the_portable_writer_writes() {
        FrameWriters writers = new FrameWriters(
                List.of(
                        path("linked", () -> {
                            throw new NoClassDefFoundError("server/Channel");
                        }),
                        path("changed", () -> {
                            throw new IllegalStateException("there is no field ob");
                        })),
                Runnable::run);

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
        FrameWriters writers = new FrameWriters(List.of(changed), Runnable::run);
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });

        writers.beforeHandshake(request);
        writers.beforeHandshake(request);

        writers.writer(session);
        assertThat(writers.chosen()).isEqualTo("changed");
        assertThat(warnings.texts).hasSize(1);
        assertThat(warnings.texts.get(0))
                .contains("changed")
                .contains("handshake")
                .contains("there is no field afterService")
                .doesNotContain("writer");
    }

    @Test
    void a_fast_path_whose_first_write_does_not_link_closes_that_client_and_the_next_ones_have_the_portable_writer() {
        Broken broken = new Broken(new NoSuchMethodError("Channel.sendInternal"));
        FrameWriters writers = new FrameWriters(List.of(path("broken", () -> Optional.of(broken))), Runnable::run);
        FrameWriter early = writers.writer(session);
        List<Throwable> failures = new ArrayList<>();
        Outbox outbox = new Outbox(1000, failures::add);
        outbox.attach(writers.writer(session));

        outbox.offer(TEXT.get(0));
        broken.complete();

        assertThat(failures).hasSize(1);
        assertThat(writers.writer(session)).isInstanceOf(JakartaFrameWriter.class);
        early.write(TEXT, told);
        assertThat(told.ends).containsExactly("failed");
        assertThat(warnings.texts).hasSize(1);
        assertThat(warnings.texts.get(0)).contains("broken").contains("Channel.sendInternal");
        outbox.abort(CloseReason.TRANSPORT_LOST);
        assertThat(browser.closed()).isNotNull();
        early.ended();
    }

    @Test
    void a_fast_path_that_cannot_close_is_given_up_too_and_the_client_is_closed() {
        FrameWriters writers = new FrameWriters(
                List.of(path("broken", () -> Optional.of(new Broken(new NoClassDefFoundError("IoUtils"))))),
                Runnable::run);

        writers.writer(session).close(CloseReason.SERVER_STOPS);

        assertThat(Objects.requireNonNull(browser.closed()).getReasonPhrase())
                .isEqualTo(CloseReason.SERVER_STOPS.text());
        assertThat(writers.writer(session)).isInstanceOf(JakartaFrameWriter.class);
        assertThat(warnings.texts).hasSize(1);
    }

    @Test
    void a_client_that_is_gone_before_the_first_write_is_no_reason_to_give_a_fast_path_up() {
        FrameWriters writers = new FrameWriters(List.of(path("right", () -> Optional.of(new Gone()))), Runnable::run);

        writers.writer(session).write(TEXT, told);

        assertThat(told.ends).containsExactly("failed");
        writers.writer(session);
        assertThat(writers.chosen()).isEqualTo("right");
        assertThat(warnings.texts).isEmpty();
    }

    @Test
    void a_server_that_cannot_be_checked_is_told_once_and_the_others_are_checked() {
        List<Long> checks = new ArrayList<>();
        FrameWriters writers = new FrameWriters(
                List.of(
                        new Checked("changed", nanos -> {
                            throw new IllegalStateException("there is no field fpList");
                        }),
                        new Checked("right", checks::add)),
                Runnable::run);

        writers.check(1);
        writers.check(2);

        assertThat(checks).containsExactly(1L, 2L);
        assertThat(warnings.texts).hasSize(1);
        assertThat(warnings.texts.get(0))
                .contains("changed")
                .contains("there is no field fpList")
                .doesNotContain("writer");
    }

    @Test
    void one_misfit_of_a_server_does_not_hide_another() {
        FastPath changed = new Checked("changed", nanos -> {
            throw new IllegalStateException("there is no field fpList");
        });
        FrameWriters writers = new FrameWriters(List.of(changed), Runnable::run);

        writers.check(1);
        writers.writer(session);

        assertThat(warnings.texts).hasSize(2);
        assertThat(warnings.texts.get(1)).contains("the changed writer does not fit");
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
        public void write(List<Segment> segments, Completion completion) {
            completion.done();
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public void abort(CloseReason reason) {}
    }

    private static final class Gone implements FrameWriter {
        @Override
        public void write(List<Segment> segments, Completion completion) {
            completion.failed(new IOException("the client is gone"));
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public void abort(CloseReason reason) {}
    }

    /** Of a server that has changed: it fails in the middle, and tells of the end of the part that it had begun. */
    private static final class Broken implements FrameWriter {
        private final LinkageError error;
        private final List<Completion> begun = new ArrayList<>();

        Broken(LinkageError error) {
            this.error = error;
        }

        @Override
        public void write(List<Segment> segments, Completion completion) {
            begun.add(completion);
            throw error;
        }

        void complete() {
            begun.forEach(completion -> completion.failed(new IOException("the connection is broken")));
        }

        @Override
        public void close(CloseReason reason) {
            throw error;
        }

        @Override
        public void abort(CloseReason reason) {
            throw error;
        }

        @Override
        public void ended() {
            throw error;
        }
    }

    private record Checked(String name, LongConsumer checks) implements FastPath {
        @Override
        public Optional<FrameWriter> writer(Session session) {
            throw new IllegalStateException("there is no field ob");
        }

        @Override
        public void check(long nanos) {
            checks.accept(nanos);
        }
    }

    private static final class Told implements FrameWriter.Completion {
        private final List<String> ends = new ArrayList<>();

        @Override
        public void done() {
            ends.add("done");
        }

        @Override
        public void failed(Throwable cause) {
            ends.add("failed");
        }
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
