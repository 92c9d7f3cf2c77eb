package canyon.boot;

import canyon.connection.HeartbeatMonitor;
import canyon.transport.ClosingThreads;
import canyon.transport.FrameWriters;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of clients that were sent away: they have a moment to take what is left for them. A socket that waits any
 * longer for its client would keep the whole application in the server's memory.
 *
 * @param monitor of nothing but clients, still ticking
 */
record LastWords(HeartbeatMonitor monitor, FrameWriters writers, ClosingThreads closing) {
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(10);

    /** Returns when nobody is left. */
    void end() {
        long start = System.nanoTime();
        while (!areTaken()
                && System.nanoTime() - start < MOMENT.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
        monitor.stop();
        monitor.expire();
        writers.stop();
        closing.stop();
    }

    private boolean areTaken() {
        return monitor.count() == 0 && writers.isDone();
    }
}
