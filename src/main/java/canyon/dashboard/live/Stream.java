package canyon.dashboard.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An answer without an end. It never blocks: what the browser does not take waits, up to a bound. Safe for use from any
 * thread.
 */
final class Stream implements WriteListener, AsyncListener {
    /** That may wait for the browser. */
    static final int MAX_BYTES = 256 * 1024;

    /** After which a browser that takes nothing is given up. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Logger LOG = System.getLogger(Stream.class.getName());

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Deque<byte[]> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private int waitingBytes;

    /** Open Liberty ignores the first flush of an answer. */
    @GuardedBy("lock")
    private int flushes;

    @GuardedBy("lock")
    private boolean flushed;

    @GuardedBy("lock")
    private boolean begun;

    @GuardedBy("lock")
    private boolean over;

    @GuardedBy("lock")
    private long lastWrite = System.nanoTime();

    Stream(AsyncContext async) throws IOException {
        this.async = async;
        this.out = async.getResponse().getOutputStream();
    }

    /** From now on the container tells when it takes something. */
    void begin() {
        offer(Messages.OPENING);
        async.addListener(this);
        out.setWriteListener(this);
    }

    /**
     * Sends it when the browser takes it.
     *
     * @return false if too much waits, or if this is over
     */
    boolean offer(byte[] message) {
        synchronized (lock) {
            if (over || waitingBytes + message.length > MAX_BYTES) {
                return false;
            }
            if (waiting.isEmpty()) {
                lastWrite = System.nanoTime();
            }
            waiting.add(message);
            waitingBytes += message.length;
        }
        pump();
        return true;
    }

    /** Whether the browser has taken nothing for too long. */
    boolean isStuck(long nanos) {
        synchronized (lock) {
            return !waiting.isEmpty() && nanos - lastWrite >= PATIENCE.toNanos();
        }
    }

    boolean isOver() {
        synchronized (lock) {
            return over;
        }
    }

    @Override
    public void onWritePossible() {
        synchronized (lock) {
            begun = true;
        }
        pump();
    }

    @Override
    public void onError(Throwable cause) {
        LOG.log(Level.DEBUG, "a watcher has gone: {0}", cause);
        end();
    }

    private void pump() {
        try {
            synchronized (lock) {
                if (!over && begun) {
                    writeAll();
                }
            }
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    @GuardedBy("lock")
    private void writeAll() throws IOException {
        while (out.isReady()) {
            byte[] next = waiting.poll();
            if (next != null) {
                waitingBytes -= next.length;
                lastWrite = System.nanoTime();
                out.write(next);
                flushes = flushed ? 1 : 2;
            } else if (flushes > 0) {
                flushes--;
                flushed = true;
                out.flush();
            } else {
                return;
            }
        }
    }

    /** Completes the answer; nothing touches it afterwards. */
    void end() {
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            waiting.clear();
            try {
                async.complete();
            } catch (IllegalStateException e) {
                LOG.log(Level.DEBUG, "a stream was complete already", e);
            }
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        synchronized (lock) {
            over = true;
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
