package canyon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.protocol.Frame;
import canyon.protocol.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxConcurrencyTest {
    private static final int SENDERS = 4;
    private static final int EACH = 5_000;

    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS + 1);
    private final ExecutorService completers = Executors.newFixedThreadPool(2);
    private final Outbox outbox = new Outbox(1 << 28, cause -> {});
    private volatile boolean arrived;

    @AfterEach
    void stop() {
        senders.shutdownNow();
        completers.shutdownNow();
    }

    @Test
    void nothing_is_lost_doubled_or_out_of_order_however_writes_complete() throws Exception {
        RecordingWriter client = RecordingWriter.prompt();
        outbox.attach(new FickleWriter(client));

        sendAll();

        assertInOrder(client.await(SENDERS * EACH));
    }

    @Test
    void nothing_is_lost_doubled_or_out_of_order_while_polls_come_and_go() throws Exception {
        RecordingWriter client = RecordingWriter.prompt();
        Future<?> polling = senders.submit(() -> {
            while (!arrived) {
                OnePoll poll = new OnePoll(new FickleWriter(client));
                outbox.attach(poll);
                while (poll.waits && !arrived) {
                    Thread.onSpinWait();
                }
            }
        });

        sendAll();

        assertInOrder(client.await(SENDERS * EACH));
        arrived = true;
        polling.get(20, TimeUnit.SECONDS);
    }

    @Test
    void an_upgrade_amid_traffic_loses_nothing() throws Exception {
        for (int round = 0; round < 200; round++) {
            RecordingWriter client = RecordingWriter.prompt();
            Outbox session = new Outbox(1 << 20, cause -> {});
            Outbox link = new Outbox(1 << 20, cause -> {});
            link.attach(new FickleWriter(client));
            Future<?> sending = senders.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    session.offer(text("0 " + i));
                }
            });
            link.offer(text("0 -1"));

            link.bequeath(session);
            sending.get(20, TimeUnit.SECONDS);

            List<String> frames = client.await(51);
            for (int i = 0; i < 51; i++) {
                assertThat(frames.get(i)).isEqualTo("0 " + (i - 1));
            }
        }
    }

    @Test
    void a_close_and_an_abort_amid_traffic_always_end_the_transport() throws Exception {
        for (int round = 0; round < 300; round++) {
            RecordingWriter client = RecordingWriter.prompt();
            Outbox session = new Outbox(1 << 20, cause -> {});
            session.attach(new FickleWriter(client));
            CyclicBarrier start = new CyclicBarrier(3);
            List<Future<?>> tasks = List.of(
                    senders.submit(() -> {
                        start.await();
                        for (int i = 0; i < 20; i++) {
                            session.offer(text("a"));
                        }
                        return null;
                    }),
                    senders.submit(() -> {
                        start.await();
                        session.close(CloseReason.SERVER_CLOSED);
                        return null;
                    }),
                    senders.submit(() -> {
                        start.await();
                        session.abort(CloseReason.TRANSPORT_LOST);
                        return null;
                    }));
            for (Future<?> task : tasks) {
                task.get(20, TimeUnit.SECONDS);
            }

            assertThat(client.aborted()).isEqualTo(CloseReason.TRANSPORT_LOST);
            assertThat(session.offer(text("too late"))).isTrue();
            assertThat(session.waitingBytes()).isZero();
        }
    }

    private void sendAll() throws Exception {
        CyclicBarrier start = new CyclicBarrier(SENDERS);
        List<Future<?>> tasks = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            String name = sender + " ";
            tasks.add(senders.submit(() -> {
                start.await();
                for (int i = 0; i < EACH; i++) {
                    outbox.offer(text(name + i));
                }
                return null;
            }));
        }
        for (Future<?> task : tasks) {
            task.get(20, TimeUnit.SECONDS);
        }
    }

    private static void assertInOrder(List<String> frames) {
        Map<String, Integer> next = new HashMap<>();
        for (String frame : frames) {
            int space = frame.indexOf(' ');
            String sender = frame.substring(0, space);
            assertThat(Integer.parseInt(frame.substring(space + 1))).isEqualTo(next.getOrDefault(sender, 0));
            next.merge(sender, 1, Integer::sum);
        }
        assertThat(next.values()).containsOnly(EACH).hasSize(SENDERS);
    }

    private static Segment text(String text) {
        return Segment.of(Frame.text(text));
    }

    /** Completes within the write, or on another thread before or after the write returns. */
    private final class FickleWriter implements FrameWriter {
        private final RecordingWriter client;

        FickleWriter(RecordingWriter client) {
            this.client = client;
        }

        @Override
        public void write(List<Segment> segments, Completion completion) {
            if (ThreadLocalRandom.current().nextInt(3) == 0) {
                client.write(segments, completion);
            } else {
                completers.execute(() -> client.write(segments, completion));
            }
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public void abort(CloseReason reason) {
            client.abort(reason);
        }
    }

    /** Takes one write, as a poll does. */
    private final class OnePoll implements FrameWriter {
        private final FrameWriter client;
        private volatile boolean waits = true;

        OnePoll(FrameWriter client) {
            this.client = client;
        }

        @Override
        public void write(List<Segment> segments, Completion completion) {
            outbox.detach(this);
            waits = false;
            client.write(segments, completion);
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public void abort(CloseReason reason) {}
    }
}
