package canyon.server.liberty;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Segment;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Hands joined frames to Liberty's TCP channel while it has the link's right to write, which Liberty's own pongs and
 * closes have to wait for. Mostly the kernel takes all at once; else Liberty calls back.
 *
 * <p>Its lock is held while a write begins, so that the end of the WebSocket comes before or after. Completions are
 * told without it.
 */
final class LibertyFrameWriter implements FrameWriter {
    /** RFC 6455, section 5.5.1: final fragment, close. */
    private static final int FIN_CLOSE = 0x88;

    private static final Logger LOG = System.getLogger(LibertyFrameWriter.class.getName());

    private final Link link;
    private final Retries retries;
    private final Object lock = new Object();
    private volatile @Nullable Write current;
    private boolean over;
    private boolean cut;

    LibertyFrameWriter(Link link, Retries retries) {
        this.link = link;
        this.retries = retries;
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        ByteBuffer[] bytes = segments.stream().map(Segment::webSocketBytes).toArray(ByteBuffer[]::new);
        new Write(bytes, completion, false).begin();
    }

    /**
     * Writes the close frame itself: Liberty's own close waits up to five seconds for a client that does not read, and
     * then writes whatever is half-written. The client's answer, or its silence, comes to Liberty as any other.
     */
    @Override
    public void close(CloseReason reason) {
        Completion completion = new Completion() {
            @Override
            public void done() {}

            @Override
            public void failed(Throwable cause) {
                LOG.log(Level.DEBUG, "closing a WebSocket that is gone", cause);
            }
        };
        new Write(new ByteBuffer[] {closeFrame(reason)}, completion, true).begin();
    }

    private static ByteBuffer closeFrame(CloseReason reason) {
        byte[] text = reason.text().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + text.length)
                .put((byte) FIN_CLOSE)
                .put((byte) (2 + text.length))
                .putShort((short) reason.code())
                .put(text)
                .flip()
                .asReadOnlyBuffer();
    }

    @Override
    public void abort(CloseReason reason) {
        synchronized (lock) {
            if (!over) {
                cut = true;
                link.cut();
            }
        }
    }

    /** With a write outstanding, cuts the connection: Liberty would write its close frame into the unfinished one. */
    @Override
    public void ended() {
        Write unfinished;
        synchronized (lock) {
            over = true;
            unfinished = current;
            if (unfinished != null) {
                link.cut();
            }
        }
        if (unfinished != null) {
            unfinished.end(new IOException("the WebSocket has ended"));
        }
    }

    /** Frames on their way. Ends once, however many tell. */
    private final class Write implements Link.Callback {
        private final ByteBuffer[] bytes;
        private final Completion completion;
        private final boolean isLast;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile boolean hasRight;
        private boolean told;
        private @Nullable Throwable early;

        Write(ByteBuffer[] bytes, Completion completion, boolean isLast) {
            this.bytes = bytes;
            this.completion = completion;
            this.isLast = isLast;
        }

        void begin() {
            if (!tryToBegin()) {
                retries.add(this::tryToBegin);
            }
        }

        /** False if Liberty itself is writing. */
        private boolean tryToBegin() {
            boolean written = false;
            Throwable failure = null;
            synchronized (lock) {
                if (ended.get()) {
                    return true;
                }
                current = this;
                Link.Right right = over || cut ? Link.Right.NEVER : link.take();
                if (right == Link.Right.TAKEN) {
                    return false;
                }
                if (right == Link.Right.NEVER) {
                    failure = new IOException("the WebSocket has ended");
                } else {
                    hasRight = true;
                    try {
                        written = link.write(bytes, this) || told;
                        failure = early;
                    } catch (RuntimeException | LinkageError e) {
                        failure = e;
                    }
                }
            }
            if (written || failure != null) {
                end(failure);
            }
            return true;
        }

        @Override
        public void complete() {
            tell(null);
        }

        @Override
        public void error(Throwable cause) {
            tell(cause);
        }

        /** Liberty tells of a connection that is broken already while the write begins. */
        private void tell(@Nullable Throwable failure) {
            if (Thread.holdsLock(lock)) {
                told = true;
                early = failure;
            } else {
                end(failure);
            }
        }

        void end(@Nullable Throwable failure) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            current = null;
            if (hasRight) {
                if (isLast && failure == null) {
                    // Still with the right to write: Liberty would answer the client's answer with a second close.
                    link.finish();
                }
                link.giveBack();
            }
            if (failure == null) {
                completion.done();
            } else {
                completion.failed(failure);
            }
        }
    }
}
