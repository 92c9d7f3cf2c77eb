package canyon.channel;

import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.message.ChannelName;
import canyon.message.Member;
import canyon.message.SocketId;
import canyon.metrics.Meters;
import canyon.protocol.Protocol;
import canyon.protocol.Segment;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running fan-out with connections whose writes complete at once. Used by one thread. */
final class Listeners implements AutoCloseable {
    private static final int INTAKE_BYTES = 16 << 20;
    private static final int OUTBOX_BYTES = 1 << 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Meters meters = new Meters();
    private final ChannelRegistry registry;
    private final FanOut fanOut;
    private long expected;

    Listeners(int workers) {
        registry = new ChannelRegistry(workers);
        fanOut = new FanOut(registry, meters, INTAKE_BYTES);
        fanOut.start(threads);
    }

    ChannelRegistry registry() {
        return registry;
    }

    Publisher publisher() {
        return new Publisher(fanOut, meters, 200);
    }

    Connection connection(Protocol protocol) {
        Outbox outbox = new Outbox(OUTBOX_BYTES, cause -> {});
        outbox.attach(new AtOnce());
        return new Connection(new Connection.Identity("", SocketId.random()), protocol, outbox, outbox::abort);
    }

    void join(Connection connection, ChannelName channel, Member member) {
        registry.join(connection, channel, member, 0);
    }

    /** Waits until so many more messages have been written. */
    void await(long deliveries) {
        expected += deliveries;
        while (meters.deliveredCount() < expected) {
            Thread.yield();
        }
    }

    @Override
    public void close() {
        fanOut.stop();
        threads.shutdownNow();
    }

    /** Asks for the bytes, as a fast path does. */
    private static final class AtOnce implements FrameWriter {
        private long written;

        @Override
        public void write(List<Segment> segments, Completion completion) {
            for (Segment segment : segments) {
                written += segment.webSocketBytes().remaining();
            }
            completion.done();
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public void abort(CloseReason reason) {}
    }
}
