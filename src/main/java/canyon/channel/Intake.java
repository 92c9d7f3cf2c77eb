package canyon.channel;

import canyon.channel.Outgoing.Published;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has arrived and waits for the dispatcher. Bounded: over it a publisher waits, which for Redis means that its
 * connection is read more slowly. Safe for use from any thread.
 */
final class Intake {
    /** What each of them costs besides its characters. */
    private static final int OVERHEAD_BYTES = 128;

    private final int limitBytes;
    private List<Outgoing> waiting = new ArrayList<>();
    private final Map<ChannelName, Integer> notices = new HashMap<>();
    private long bytes;
    private long arrived;
    private long takenSince;
    private boolean closed;

    Intake(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Takes a broadcast, or throws if nobody will ever take it from here. */
    synchronized void put(Broadcast broadcast) throws InterruptedException {
        awaitRoom();
        putAtOnce(new Published(broadcast));
    }

    /**
     * As {@link #put}, but the dispatcher, if it waits, is not told before {@link #release}, or before something is put
     * without it, or there is no more room.
     */
    synchronized void gather(Broadcast broadcast) throws InterruptedException {
        awaitRoom();
        add(new Published(broadcast));
        if (bytes >= limitBytes) {
            // Nobody but the dispatcher makes room.
            notifyAll();
        }
    }

    /** Tells the dispatcher of what was gathered. */
    synchronized void release() {
        if (!waiting.isEmpty()) {
            notifyAll();
        }
    }

    /** Takes a broadcast if there is room. */
    synchronized boolean offer(Broadcast broadcast) {
        if (bytes >= limitBytes || closed) {
            return false;
        }
        putAtOnce(new Published(broadcast));
        return true;
    }

    synchronized boolean hasRoom() {
        return bytes < limitBytes;
    }

    /** Waits until there is room, or throws if nobody will ever take anything from here. */
    synchronized void awaitRoom() throws InterruptedException {
        while (bytes >= limitBytes && !closed) {
            wait();
        }
        if (closed) {
            throw new InterruptedException("Canyon is stopping");
        }
    }

    /** Takes it in any case: for what cannot wait, and has waited before with {@link #awaitRoom}. */
    synchronized void putAtOnce(Outgoing outgoing) {
        add(outgoing);
        notifyAll();
    }

    private void add(Outgoing outgoing) {
        if (waiting.isEmpty()) {
            arrived = System.nanoTime();
        }
        waiting.add(outgoing);
        bytes += OVERHEAD_BYTES + 2L * outgoing.weight();
    }

    /** As {@link #putAtOnce}, but while there is no room the newest one of a channel stands in for the one before. */
    synchronized void putLatest(Outgoing.Notice notice) {
        Integer before = notices.get(notice.name());
        if (before != null && bytes >= limitBytes) {
            waiting.set(before, notice);
            return;
        }
        notices.put(notice.name(), waiting.size());
        putAtOnce(notice);
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** When the first of those came that were taken last, of {@link System#nanoTime}. */
    synchronized long takenSince() {
        return takenSince;
    }

    /** Waits for at least one and takes all. */
    synchronized List<Outgoing> takeAll() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        List<Outgoing> all = waiting;
        takenSince = arrived;
        waiting = new ArrayList<>();
        notices.clear();
        bytes = 0;
        notifyAll();
        return all;
    }
}
