package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.RecordingWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What may happen to a session at the same moment; whatever comes first, nothing hangs and nothing is left. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionRaceTest {
    private static final int ROUNDS = 500;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final RecordingApplication application = new RecordingApplication();
    private final TestServer server = new TestServer(application);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void a_poll_and_the_end_of_its_session_leave_no_poll_waiting() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            EngineSession session = opened();
            WaitingRequest request = new WaitingRequest();
            Poll poll = request.poll(session, new Poll.Form(false, null));
            CloseReason reason = round % 2 == 0 ? CloseReason.PING_TIMEOUT : CloseReason.SERVER_STOPS;

            together(() -> session.poll(poll), () -> session.close(reason));

            assertThat(request.isAnswered()).isTrue();
        }
        assertNothingLeft();
    }

    @Test
    void a_poll_and_the_upgrade_leave_the_WebSocket_in_charge() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            EngineSession session = opened();
            TestSocket socket = server.upgrade(session);
            socket.says("2probe");
            WaitingRequest.get(session);
            WaitingRequest request = new WaitingRequest();
            Poll poll = request.poll(session, new Poll.Form(false, null));

            together(() -> session.poll(poll), () -> socket.says("5"));
            session.send("a");

            assertThat(request.isAnswered()).isTrue();
            assertThat(socket.heard()).endsWith("4a");
            socket.leaves();
        }
        assertNothingLeft();
    }

    @Test
    void an_upgrade_and_the_end_of_its_session_leave_no_WebSocket_open() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            EngineSession session = opened();
            RecordingWriter writer = RecordingWriter.prompt();
            TestSocket socket = server.upgrade(session, writer);
            socket.says("2probe");
            CloseReason reason = round % 2 == 0 ? CloseReason.PING_TIMEOUT : CloseReason.SERVER_STOPS;

            together(() -> socket.says("5"), () -> session.close(reason));

            assertThat(socket.closed()).isNotNull();
            socket.leaves();
        }
        assertNothingLeft();
    }

    @Test
    void messages_come_one_after_the_other_whichever_transport_brings_them() throws Exception {
        List<Integer> inside = new ArrayList<>();
        TestServer counting = new TestServer(session -> new Overlaps(inside));
        TestSocket socket = counting.connect(EngineVersion.V3);

        together(() -> say(socket), () -> say(socket), () -> say(socket));

        assertThat(inside).hasSize(1_500).containsOnly(1);
    }

    private static void say(TestSocket socket) {
        for (int i = 0; i < 500; i++) {
            socket.says("4x");
        }
    }

    private void together(Runnable... tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.length);
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : tasks) {
            running.add(threads.submit(() -> {
                start.await();
                task.run();
                return null;
            }));
        }
        for (Future<?> task : running) {
            task.get(20, TimeUnit.SECONDS);
        }
    }

    private EngineSession opened() {
        EngineSession session = server.open(EngineVersion.V4);
        WaitingRequest.get(session);
        return session;
    }

    private void assertNothingLeft() {
        server.tickAfter(Duration.ofHours(1));
        assertThat(server.watchedCount()).isZero();
        assertThat(server.server().sessionCount()).isZero();
        assertThat(application.heard)
                .filteredOn(line -> line.startsWith("closed"))
                .hasSize(ROUNDS);
    }

    /** Notes how many are inside at once; only safe because there is never more than one. */
    private static final class Overlaps implements EngineHandler {
        private final List<Integer> notes;
        private int inside;

        Overlaps(List<Integer> notes) {
            this.notes = notes;
        }

        @Override
        public void text(String message) {
            inside++;
            Thread.onSpinWait();
            notes.add(inside);
            inside--;
        }

        @Override
        public void binary(byte[] message) {}

        @Override
        public void closed(CloseReason reason) {}
    }
}
