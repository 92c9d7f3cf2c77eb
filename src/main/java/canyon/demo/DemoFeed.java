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

/** Publishes one event each time it runs, so that the page moves at once. */
public final class DemoFeed implements Runnable {
    private static final ChannelName CHANNEL = new ChannelName("demo-feed");
    private static final String EVENT = "tick";

    private final Broker broker;
    private final Clock clock;
    private final AtomicLong count = new AtomicLong();

    public DemoFeed(Broker broker, Clock clock) {
        this.broker = broker;
        this.clock = clock;
    }

    @Override
    public void run() {
        JsonText data = new JsonText(String.format(
                Locale.ROOT,
                "{\"n\":%d,\"at\":\"%s\",\"load\":%.3f}",
                count.incrementAndGet(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                load()));
        try {
            broker.publish(new Broadcast(CHANNEL, EVENT, data, null));
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
