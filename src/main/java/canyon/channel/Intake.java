package canyon.channel;

import canyon.message.Broadcast;
import java.util.ArrayList;
import java.util.List;

/**
 * Broadcasts that have arrived and wait for the dispatcher. Bounded: over it a publisher waits, which for Redis means
 * that its connection is read more slowly. Safe for use from any thread.
 */
final class Intake {
    /** What a broadcast costs besides its characters. */
    private static final int OVERHEAD_BYTES = 128;

    private final int limitBytes;
    private List<Broadcast> waiting = new ArrayList<>();
    private long bytes;
    private boolean closed;

    Intake(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes a broadcast, or throws if nobody will ever take it from here. */
    synchronized void put(Broadcast broadcast) throws InterruptedException {
        while (bytes >= limitBytes && !closed) {
            wait();
        }
        if (closed) {
            throw new InterruptedException("Canyon is stopping");
        }
        waiting.add(broadcast);
        bytes += OVERHEAD_BYTES + 2L * broadcast.weight();
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits for at least one and takes all. */
    synchronized List<Broadcast> takeAll() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        List<Broadcast> all = waiting;
        waiting = new ArrayList<>();
        bytes = 0;
        notifyAll();
        return all;
    }
}
