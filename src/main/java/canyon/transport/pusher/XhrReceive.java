package canyon.transport.pusher;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.message.JsonText;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request whose answer brings messages, line by line: one answer for each write (polling), or an answer without an
 * end (streaming). It never blocks for the client. Safe for use from any thread.
 */
final class XhrReceive implements FrameWriter, WriteListener {
    private static final int CHUNK_BYTES = 16 * 1024;

    private static final Completion IGNORED = new Completion() {
        @Override
        public void done() {}

        @Override
        public void failed(Throwable cause) {}
    };

    private static final Logger LOG = System.getLogger(XhrReceive.class.getName());

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final boolean once;
    private volatile @Nullable XhrSession session;
    private final Object lock = new Object();
    private String opening;
    private byte @Nullable [] lines;
    private int at;
    private int flushes;
    private boolean written;
    private boolean last;
    private @Nullable Completion completion;
    private boolean begun;
    private boolean over;
    private long lastWrite = System.nanoTime();

    /**
     * Waits for something to write.
     *
     * @param once whether the answer ends with the first write
     * @param opening what the answer begins with
     */
    XhrReceive(AsyncContext async, boolean once, String opening) throws IOException {
        this.async = async;
        this.out = async.getResponse().getOutputStream();
        this.once = once;
        this.opening = opening;
    }

    /**
     * From now on the container tells when it takes something.
     *
     * @param whose told, without a lock, when nothing can be written any more
     */
    void begin(XhrSession whose) {
        session = whose;
        async.addListener(new LostReceive(this));
        out.setWriteListener(this);
    }

    @Override
    public void write(List<Segment> segments, Completion toTell) {
        StringBuilder line = new StringBuilder("a[");
        for (Segment segment : segments) {
            for (Frame frame : segment.frames()) {
                line.append(line.length() == 2 ? "" : ",")
                        .append(JsonText.ofString(frame.text()).text());
            }
        }
        send(line.append("]\n").toString(), once, toTell);
    }

    /**
     * Keeps proxies from giving up a silent answer, and asks a streaming client for a sign of life. Not while anybody
     * else writes.
     */
    void heartbeat(Completion toTell) {
        send("h\n", once, toTell);
    }

    /** How long nothing has been written, in nanoseconds; 0 while a write is on its way. */
    long idleNanos(long now) {
        synchronized (lock) {
            return lines != null ? 0 : now - lastWrite;
        }
    }

    @Override
    public void close(CloseReason reason) {
        send("c[" + reason.code() + "," + JsonText.ofString(reason.text()) + "]\n", true, IGNORED);
    }

    @Override
    public void abort(CloseReason reason) {
        boolean stuck;
        synchronized (lock) {
            stuck = lines != null;
        }
        if (stuck) {
            // The client does not take what it was sent: it will not take more.
            fail(new IOException(reason.text()));
        } else {
            close(reason);
        }
    }

    /** Another request stands in for this one. What was on its way is lost, as the client has let this one go. */
    void retire() {
        Completion left;
        synchronized (lock) {
            left = completion;
            completion = null;
        }
        end();
        if (left != null) {
            left.done();
        }
    }

    private void send(String text, boolean isLast, Completion toTell) {
        boolean tooLate;
        synchronized (lock) {
            tooLate = over || lines != null || last;
            if (!tooLate) {
                lines = (opening + text).getBytes(StandardCharsets.UTF_8);
                // Open Liberty ignores the first flush of an answer.
                flushes = written ? 1 : 2;
                written = true;
                opening = "";
                at = 0;
                last = isLast;
                completion = toTell;
            }
        }
        if (tooLate) {
            toTell.failed(new IOException("the request has been answered"));
        } else {
            pump();
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
        fail(cause);
    }

    private void pump() {
        Completion done;
        boolean isLast;
        try {
            synchronized (lock) {
                if (over || !begun || !writeAll()) {
                    return;
                }
                done = completion;
                completion = null;
                lines = null;
                isLast = last;
                lastWrite = System.nanoTime();
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
            return;
        }
        if (isLast) {
            end();
        }
        if (done != null) {
            done.done();
        }
    }

    /** True if all has gone out now. */
    private boolean writeAll() throws IOException {
        byte[] all = lines;
        if (all == null) {
            return false;
        }
        while (at < all.length) {
            if (!out.isReady()) {
                return false;
            }
            int next = Math.min(CHUNK_BYTES, all.length - at);
            out.write(all, at, next);
            at += next;
        }
        while (flushes > 0) {
            if (!out.isReady()) {
                return false;
            }
            out.flush();
            flushes--;
        }
        return true;
    }

    /** The client has gone. */
    void fail(Throwable cause) {
        Completion left;
        synchronized (lock) {
            left = completion;
            completion = null;
        }
        end();
        if (left != null) {
            left.failed(cause);
        }
    }

    /** Completes the request; nothing touches it afterwards. */
    private void end() {
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            try {
                async.complete();
            } catch (IllegalStateException e) {
                LOG.log(Level.DEBUG, "a request was complete already", e);
            }
        }
        XhrSession whose = session;
        if (whose != null) {
            whose.detach(this);
        }
    }
}
