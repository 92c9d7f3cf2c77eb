package canyon.connection;

import java.time.Duration;

/** A heartbeat whose ticks come when the test says so. */
public final class TestMonitor {
    private final HeartbeatMonitor monitor = new HeartbeatMonitor(Duration.ofSeconds(1));

    public HeartbeatMonitor monitor() {
        return monitor;
    }

    /** A tick as it will be so much later. */
    public void tickAfter(Duration later) {
        monitor.check(System.nanoTime() + later.toNanos());
    }

    /** How many have deadlines still. */
    public int watchedCount() {
        return monitor.count();
    }
}
