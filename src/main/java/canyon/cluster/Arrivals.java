package canyon.cluster;

import canyon.cluster.ClusterMeters.Count;
import canyon.message.Broadcast;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Events of other nodes, which come by two ways: each is passed on once, those of one channel in the order in which
 * their node sent them. What must wait for one that comes by the other way does so for a short time. Safe for use from
 * any thread.
 */
final class Arrivals {
    private static final Duration LONGEST_HOLDING = Duration.ofSeconds(2);

    /** Over so many that wait nothing waits any more. */
    private static final int MOST_HELD = 10_000;

    /** Senders that are remembered for each shard; more there are not, unless somebody makes them up. */
    private static final int MOST_SENDERS = 1_000;

    private final Gate gate;
    private final Bus bus;
    private final ClusterMeters meters;
    private final Alarm alarm;
    private final LongSupplier nanos;
    private final Duration holding;
    private final Room[] rooms = new Room[Shards.COUNT];

    /** What was done on the bus, by the sender's process. */
    private final Map<String, Long> passedOnBus = new ConcurrentHashMap<>();

    private final AtomicInteger heldCount = new AtomicInteger();
    private final AtomicBoolean isAlarmed = new AtomicBoolean();

    /** Whether this node has heard all shards at any time: before, it cannot know what it has missed. */
    private volatile boolean hasHeard;

    /** Where events go. */
    interface Gate {
        /**
         * Takes one; may wait for clients.
         *
         * @throws InterruptedException if this node stops meanwhile
         */
        void pass(Broadcast broadcast) throws InterruptedException;
    }

    /** Calls back. */
    interface Alarm {
        /**
         * Calls once, later.
         *
         * @param task may wait for clients
         */
        void ring(Duration after, Task task);
    }

    /** What waits for clients. */
    interface Task {
        /**
         * Is done on no thread that others wait for.
         *
         * @throws InterruptedException if this node stops meanwhile
         */
        void run() throws InterruptedException;
    }

    /** All senders to one shard. */
    private static final class Room {
        @GuardedBy("this")
        private final Map<String, Line> lines = new HashMap<>();

        /** What one sender sends there. */
        @GuardedBy("this")
        Line line(String from) {
            if (lines.size() >= MOST_SENDERS && !lines.containsKey(from)) {
                lines.values().removeIf(line -> !line.holdsAny());
            }
            return lines.computeIfAbsent(from, Line::new);
        }
    }

    /** What one node sends to one shard. */
    private static final class Line {
        private final String from;

        /** The number of the last one that was passed on, or given up; below 0 if none was. */
        private long last = -1;

        /** That have a number, by it. */
        private final TreeMap<Long, Held> numbered = new TreeMap<>();

        /** That came by the bus and have none. */
        private final Deque<Held> others = new ArrayDeque<>(2);

        Line(String from) {
            this.from = from;
        }

        boolean holdsAny() {
            return !numbered.isEmpty() || !others.isEmpty();
        }

        /** With this one, or with one before it that waits already. */
        void begin(long number) {
            last = (numbered.isEmpty() ? number : Math.min(number, numbered.firstKey())) - 1;
        }

        boolean isNext(long number) {
            return number == last + 1;
        }

        boolean hasSeen(long number) {
            return last >= 0 && last >= number;
        }
    }

    /** @param after the number of the one before it that comes by the other way; 0 if it need not wait for any */
    private record Held(Broadcast broadcast, long after, long since) {}

    /** @param timeout for which anything waits, but no longer than two seconds */
    Arrivals(Gate gate, Bus bus, ClusterMeters meters, Alarm alarm, Duration timeout, LongSupplier nanos) {
        this.gate = gate;
        this.bus = bus;
        this.meters = meters;
        this.alarm = alarm;
        this.nanos = nanos;
        this.holding = timeout.compareTo(LONGEST_HOLDING) < 0 ? timeout : LONGEST_HOLDING;
        Arrays.setAll(rooms, index -> new Room());
    }

    /** All shards are heard now. */
    void hear() {
        hasHeard = true;
    }

    /**
     * One has come by its shard.
     *
     * @param behind the number on the bus of the one before it that went there; 0 for none
     */
    void numbered(String from, long number, long behind, Broadcast broadcast) throws InterruptedException {
        numbered(from, number, new Held(broadcast, behind, nanos.getAsLong()), false);
    }

    /** One has come by the bus, as somebody may not have heard it by its shard, where it had a number. */
    void again(String from, long number, Broadcast broadcast) throws InterruptedException {
        numbered(from, number, new Held(broadcast, 0, nanos.getAsLong()), true);
    }

    private void numbered(String from, long number, Held held, boolean isAgain) throws InterruptedException {
        Broadcast broadcast = held.broadcast();
        Room room = rooms[Shards.of(broadcast.channel())];
        synchronized (room) {
            Line line = room.line(from);
            if (line.hasSeen(number) || line.numbered.containsKey(number)) {
                meters.count(Count.REPEATED);
                return;
            }
            // Of what comes by the bus nobody knows whether others before it are still to come by the shard.
            if (line.last < 0 && (!isAgain || !hasHeard || number == 1)) {
                line.begin(number);
            }
            if (line.isNext(number) && held.after() == 0 && !line.holdsAny()) {
                line.last = number;
                gate.pass(broadcast);
                return;
            }
            hold();
            line.numbered.put(number, held);
            release(line);
        }
    }

    /**
     * One has come by the bus as all did once.
     *
     * @param after the number in its shard of the one before it that went there; 0 for none
     */
    void plain(String from, long after, Broadcast broadcast) throws InterruptedException {
        Room room = rooms[Shards.of(broadcast.channel())];
        synchronized (room) {
            Line line = room.line(from);
            if (line.others.isEmpty() && (after == 0 || !hasHeard || line.hasSeen(after))) {
                gate.pass(broadcast);
                return;
            }
            hold();
            line.others.add(new Held(broadcast, after, nanos.getAsLong()));
            release(line);
        }
    }

    /** All of a node's messages on the bus up to this one were done. Called by one thread. */
    void passed(String from, long number) throws InterruptedException {
        if (passedOnBus.size() >= Bus.MOST_SENDERS) {
            passedOnBus.clear();
        }
        passedOnBus.put(from, number);
        if (heldCount.get() > 0) {
            for (Room room : rooms) {
                synchronized (room) {
                    Line line = room.lines.get(from);
                    if (line != null) {
                        release(line);
                    }
                }
            }
        }
    }

    /** Before it is looked whether it must wait: who does what it waits for sees it, or it sees that that was done. */
    private void hold() {
        heldCount.incrementAndGet();
    }

    private void release(Line line) throws InterruptedException {
        boolean isMore = true;
        while (isMore) {
            Entry<Long, Held> first = line.numbered.firstEntry();
            Held other = line.others.peek();
            if (first != null && isDue(line, first.getKey(), first.getValue())) {
                line.numbered.remove(first.getKey());
                if (line.last >= 0 && !line.isNext(first.getKey())) {
                    bus.missed(line.from, first.getKey() - line.last - 1);
                }
                line.last = first.getKey();
                pass(first.getValue());
            } else if (other != null && (isFree(other) || line.hasSeen(other.after()))) {
                line.others.remove();
                pass(other);
            } else {
                isMore = false;
            }
        }
        if (line.holdsAny() && isAlarmed.compareAndSet(false, true)) {
            alarm.ring(holding, this::releaseLate);
        }
    }

    private boolean isDue(Line line, long number, Held held) {
        if (isOver(held)) {
            return true;
        }
        boolean isNext = line.isNext(number) || !hasHeard;
        return isNext && (held.after() == 0 || passedOnBus.getOrDefault(line.from, 0L) >= held.after());
    }

    private boolean isFree(Held other) {
        return other.after() == 0 || !hasHeard || isOver(other);
    }

    private boolean isOver(Held held) {
        return nanos.getAsLong() - held.since() >= holding.toNanos() || heldCount.get() > MOST_HELD;
    }

    private void pass(Held held) throws InterruptedException {
        heldCount.decrementAndGet();
        gate.pass(held.broadcast());
    }

    private void releaseLate() throws InterruptedException {
        isAlarmed.set(false);
        for (Room room : rooms) {
            synchronized (room) {
                for (Line line : room.lines.values()) {
                    release(line);
                }
            }
        }
    }
}
