package canyon.connection;

import canyon.protocol.Segment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client. One write is outstanding at a time; what arrives meanwhile waits and is written together
 * when it completes. Without a writer (between two polls) everything waits.
 *
 * <p>Never calls a writer or its owner with its lock held.
 */
public final class Outbox {
    /** What one write takes at most; the rest goes with the next, so that a deadline for a write means something. */
    private static final int MAX_WRITE_BYTES = 256 * 1024;

    private final int limitBytes;
    private final Owner owner;
    private final Object lock = new Object();
    private final Queue<Segment> waiting = new ArrayDeque<>(2);
    private int waitingBytes;
    private @Nullable FrameWriter writer;
    private @Nullable FrameWriter busy;
    private long writingSince;
    private @Nullable Thread flusher;
    private @Nullable Outbox heir;
    private @Nullable CloseReason closing;
    private boolean ended;
    private @Nullable FrameWriter closer;

    /**
     * @param limitBytes bytes that may wait; a single larger message is taken when nothing else waits, since its size
     *     is no fault of the client
     */
    public Outbox(int limitBytes, Owner owner) {
        this.limitBytes = limitBytes;
        this.owner = owner;
    }

    /** Takes a segment. False if that would exceed the bound: the client is too slow and must be closed. */
    public boolean offer(Segment segment) {
        boolean taken = prepare(segment);
        flush();
        return taken;
    }

    /** As {@link #offer}, but without writing it yet: it goes out with the next {@link #flush} or other write. */
    public boolean prepare(Segment segment) {
        synchronized (lock) {
            if (closing != null || ended) {
                return true;
            }
            if (waitingBytes > 0 && waitingBytes + segment.bytes() > limitBytes) {
                return false;
            }
            waiting.add(segment);
            waitingBytes += segment.bytes();
            return true;
        }
    }

    /** From now on this writer writes, beginning with what waits. One that comes after the end is ended too. */
    public void attach(FrameWriter next) {
        attach(next, true);
    }

    /** As {@link #attach}, but false if there is a writer already. */
    public boolean attachIfFree(FrameWriter next) {
        return attach(next, false);
    }

    private boolean attach(FrameWriter next, boolean replace) {
        CloseReason tooLate;
        synchronized (lock) {
            if (writer != null && !replace) {
                return false;
            }
            tooLate = ended ? closing : null;
            if (!ended) {
                writer = next;
            }
        }
        if (tooLate != null) {
            next.abort(tooLate);
        }
        flush();
        return true;
    }

    /** Takes a writer away again if it is still attached. A write that is outstanding goes on. */
    public boolean detach(FrameWriter current) {
        synchronized (lock) {
            if (writer != current) {
                return false;
            }
            writer = null;
            return true;
        }
    }

    /** Takes a writer away if it is attached and not writing: then nobody will write to it any more. */
    public boolean detachIdle(FrameWriter current) {
        synchronized (lock) {
            return busy != current && detach(current);
        }
    }

    /** Takes a writer away, attached or not. False if it is writing and so comes to its end by itself. */
    public boolean withdraw(FrameWriter current) {
        synchronized (lock) {
            detach(current);
            return busy != current;
        }
    }

    /** Gives the writer to another outbox as soon as all that waits here is written. */
    public void bequeath(Outbox to) {
        synchronized (lock) {
            heir = to;
        }
        flush();
    }

    /** Closes the transport after all that waits is written. */
    public void close(CloseReason reason) {
        synchronized (lock) {
            if (closing == null) {
                closing = reason;
            }
        }
        flush();
    }

    /** Drops all that waits and ends the transport at once, also one that is closing and does not come to its end. */
    public void abort(CloseReason reason) {
        FrameWriter last;
        synchronized (lock) {
            if (closing == null) {
                closing = reason;
            }
            last = ended ? closer : end();
            closer = null;
        }
        if (last != null) {
            last.abort(reason);
        }
    }

    /** True if one write has been outstanding since before {@code nanos} (of {@link System#nanoTime}). */
    public boolean isStalledSince(long nanos) {
        synchronized (lock) {
            return busy != null && writingSince - nanos < 0;
        }
    }

    /** Whether nothing will be told any more, not even the end. */
    public boolean hasEnded() {
        synchronized (lock) {
            return ended;
        }
    }

    /** Bytes that wait for the writer. */
    public int waitingBytes() {
        synchronized (lock) {
            return waitingBytes;
        }
    }

    /** Writes what waits, if nothing is being written. */
    public void flush() {
        Write next;
        while ((next = next()) != null) {
            next.begin();
        }
    }

    /** What is to be written now, or null if a write is outstanding or nothing waits. */
    private @Nullable Write next() {
        FrameWriter idle;
        Outbox successor;
        CloseReason reason;
        synchronized (lock) {
            if (busy != null || writer == null || ended) {
                return null;
            }
            if (!waiting.isEmpty()) {
                busy = writer;
                writingSince = System.nanoTime();
                flusher = Thread.currentThread();
                return new Write(writer, takeBatch());
            }
            successor = heir;
            reason = closing;
            if (successor == null && reason == null) {
                return null;
            }
            idle = end();
            closer = successor == null ? idle : null;
        }
        if (idle != null) {
            if (successor != null) {
                successor.attach(idle);
            } else if (reason != null) {
                idle.close(reason);
            }
        }
        return null;
    }

    private List<Segment> takeBatch() {
        if (waiting.size() == 1) {
            // Nearly every write of a broadcast: a list with room for more would be most of what it allocates.
            waitingBytes = 0;
            return List.of(waiting.remove());
        }
        List<Segment> batch = new ArrayList<>(waiting.size());
        int bytes = 0;
        Segment next;
        while ((next = waiting.peek()) != null && (bytes == 0 || bytes + next.bytes() <= MAX_WRITE_BYTES)) {
            batch.add(waiting.remove());
            bytes += next.bytes();
        }
        waitingBytes -= bytes;
        return batch;
    }

    /** Ends this outbox and hands out its writer; called with the lock held. */
    private @Nullable FrameWriter end() {
        FrameWriter last = writer;
        ended = true;
        writer = null;
        waiting.clear();
        waitingBytes = 0;
        return last;
    }

    /** Whoever must know that the client cannot be reached any more. Called without a lock, from any thread. */
    public interface Owner {
        void writeFailed(Throwable cause);
    }

    /** One write and what becomes of it. */
    private final class Write implements FrameWriter.Completion {
        private final FrameWriter to;
        private final List<Segment> batch;

        Write(FrameWriter to, List<Segment> batch) {
            this.to = to;
            this.batch = batch;
        }

        void begin() {
            try {
                to.write(batch, this);
            } catch (RuntimeException | LinkageError e) {
                failed(e);
            } finally {
                synchronized (lock) {
                    if (flusher == Thread.currentThread()) {
                        flusher = null;
                    }
                }
            }
        }

        @Override
        public void done() {
            synchronized (lock) {
                busy = null;
                if (flusher == Thread.currentThread()) {
                    // Completed within begin(): the loop that called it goes on, not a deeper and deeper stack.
                    return;
                }
            }
            flush();
        }

        @Override
        public void failed(Throwable cause) {
            synchronized (lock) {
                busy = null;
            }
            owner.writeFailed(cause);
        }
    }
}
