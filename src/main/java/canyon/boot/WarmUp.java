package canyon.boot;

import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.config.FanOutSettings;
import canyon.config.RedisPrefixes;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.FrameWriter;
import canyon.connection.Outbox;
import canyon.message.ChannelName;
import canyon.message.SocketId;
import canyon.metrics.Meters;
import canyon.protocol.Protocol;
import canyon.protocol.Segment;
import canyon.protocol.pusher.PusherProtocol;
import canyon.protocol.socketio.EchoProtocol;
import canyon.redis.LaravelEvents;
import canyon.redis.LaravelMessages;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes to subscribers that do not exist, in a fan-out of its own, before the server is ready: a Java machine runs
 * what it has not compiled yet many times slower, and the first thousand clients would wait seconds for their first
 * events. Runs on the thread that deploys the application.
 */
final class WarmUp {
    private static final Logger LOG = System.getLogger(WarmUp.class.getName());

    /** Of each dialect. */
    static final int SUBSCRIBERS = 250;

    /** Enough for the optimizing compiler, about half a second on one processor. */
    static final int MESSAGES = 1_000;

    /** What a busy Redis gives at once. */
    private static final int BURST = 50;

    private static final int WAITING_BYTES = 1024 * 1024;

    private static final String CHANNEL = "canyon-warm-up";

    private final Meters meters = new Meters();
    private final LongAdder bytes = new LongAdder();
    private final ChannelRegistry registry;
    private final FanOut fanOut;
    private final LaravelEvents laravel;
    private final long deadline;

    WarmUp(FanOutSettings settings) {
        deadline = System.nanoTime() + settings.warmUp().toNanos();
        registry = new ChannelRegistry(settings.workers());
        fanOut = new FanOut(registry, meters, WAITING_BYTES);
        LaravelMessages messages = new LaravelMessages(RedisPrefixes.parse("none"), WAITING_BYTES);
        laravel = new LaravelEvents(messages, new Publisher(fanOut, meters, 200), registry, meters);
    }

    /**
     * Returns when it is warm or its time is over.
     *
     * @return deliveries
     */
    long run(ThreadFactory factory) {
        long start = System.nanoTime();
        Threads threads = new Threads(factory);
        fanOut.start(threads);
        try {
            subscribe(new EchoProtocol(true));
            subscribe(new PusherProtocol());
            publish();
            threads.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            fanOut.stop();
        }
        LOG.log(
                Level.DEBUG,
                "warmed up with {0} deliveries of {1} bytes in {2} ms",
                meters.deliveredCount(),
                bytes.sum(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return meters.deliveredCount();
    }

    private void subscribe(Protocol protocol) {
        for (int i = 0; i < SUBSCRIBERS; i++) {
            Outbox outbox = new Outbox(Integer.MAX_VALUE, cause -> {});
            outbox.attach(new Nowhere(bytes));
            Connection.Identity identity = new Connection.Identity("", SocketId.random());
            registry.join(new Connection(identity, protocol, outbox, reason -> {}), new ChannelName(CHANNEL));
        }
    }

    /** One by one, as at most times, and in bursts, which are joined. */
    private void publish() throws InterruptedException {
        byte[] channel = CHANNEL.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < MESSAGES && !isOver(); i++) {
            String text = "{\"event\":\"App\\\\Events\\\\WarmUp\",\"data\":{\"number\":" + i + ",\"text\":\""
                    + "x".repeat(200) + "\"},\"socket\":null}";
            laravel.receive(channel, text.getBytes(StandardCharsets.UTF_8));
            boolean inBurst = i % (2 * BURST) >= BURST && i % BURST != BURST - 1;
            if (!inBurst) {
                laravel.caughtUp();
            }
            while (!inBurst && !isOver() && meters.deliveredCount() < (i + 1L) * 2 * SUBSCRIBERS) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
            }
        }
    }

    private boolean isOver() {
        return System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted();
    }

    /** Takes the bytes, as a server's writer does, and is done with them. */
    private static final class Nowhere implements FrameWriter {
        private final LongAdder taken;

        Nowhere(LongAdder taken) {
            this.taken = taken;
        }

        @Override
        public void write(List<Segment> segments, Completion completion) {
            int bytes = 0;
            for (Segment segment : segments) {
                bytes += segment.webSocketBytes().remaining();
            }
            taken.add(bytes);
            completion.done();
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public void abort(CloseReason reason) {}
    }
}
