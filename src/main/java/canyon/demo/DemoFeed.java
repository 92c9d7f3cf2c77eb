package canyon.demo;

import canyon.broker.Broker;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes each time it runs, so that the page moves at once: an event for everybody, and one for Alice, because
 * nothing but an event tells a client that it was let in.
 */
public final class DemoFeed implements Runnable {
    private static final ChannelName CHANNEL = new ChannelName("demo-feed");
    private static final String EVENT = "tick";
    private static final ChannelName DESK = new ChannelName("private-desk.alice");
    private static final String DESK_EVENT = "note";

    private final Broker broker;
    private final Clock clock;
    private final AtomicLong count = new AtomicLong();

    public DemoFeed(Broker broker, Clock clock) {
        this.broker = broker;
        this.clock = clock;
    }

    @Override
    public void run() {
        long n = count.incrementAndGet();
        JsonText data = new JsonText(String.format(
                Locale.ROOT,
                "{\"n\":%d,\"at\":\"%s\",\"load\":%.3f}",
                n,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                load()));
        try {
            broker.publish(new Broadcast(CHANNEL, EVENT, data, null));
            broker.publish(new Broadcast(DESK, DESK_EVENT, new JsonText("{\"n\":" + n + "}"), null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Share of the processors that is busy, 0 to 1; 0 where the system does not tell. */
    private static double load() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double share = system.getSystemLoadAverage() / system.getAvailableProcessors();
        return Math.max(0, Math.min(1, share));
    }
}
