package canyon.transport;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Works on every server: one asynchronous send after the other. It is closed on another thread than the caller's, since
 * the container may wait for the client; after that nothing is sent.
 */
final class JakartaFrameWriter implements FrameWriter {
    private static final String ENDED = "the WebSocket has ended";

    private final Session session;
    private final Executor closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final SendGate gate = new SendGate();

    /** Told of the end of the WebSocket: Open Liberty forgets a send whose client is gone. */
    private volatile @Nullable Sending outstanding;

    JakartaFrameWriter(Session session, Executor closing) {
        this.session = session;
        this.closing = closing;
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        Iterator<Frame> frames =
                segments.stream().flatMap(segment -> segment.frames().stream()).iterator();
        Sending next = new Sending(frames, completion);
        outstanding = next;
        next.run();
    }

    @Override
    public void close(CloseReason reason) {
        if (closed.compareAndSet(false, true)) {
            closing.execute(() -> gate.close(session, reason));
        }
    }

    @Override
    public void ended() {
        gate.shut();
        Sending last = outstanding;
        if (last != null) {
            last.fail(new IllegalStateException(ENDED));
        }
    }

    @Override
    public void abort(CloseReason reason) {
        close(reason);
    }

    /** Sends the frames one by one; a send that completes at once goes on in a loop, not on a deeper stack. */
    private final class Sending implements SendHandler {
        private final Iterator<Frame> frames;
        private final Completion completion;
        private boolean looping;
        private boolean completed;
        private final AtomicBoolean told = new AtomicBoolean();

        Sending(Iterator<Frame> frames, Completion completion) {
            this.frames = frames;
            this.completion = completion;
        }

        /** Also on threads of the server's, which call when a send has completed. */
        void run() {
            Thread thread = Thread.currentThread();
            ClassLoader usual = thread.getContextClassLoader();
            thread.setContextClassLoader(EmptyLoader.INSTANCE);
            try {
                sendAll();
            } finally {
                thread.setContextClassLoader(usual);
            }
        }

        private void sendAll() {
            while (next()) {
                try {
                    send(frames.next());
                } catch (RuntimeException e) {
                    fail(e);
                    return;
                }
                if (!goOn()) {
                    return;
                }
            }
            if (told.compareAndSet(false, true)) {
                outstanding = null;
                completion.done();
            }
        }

        void fail(Throwable cause) {
            if (told.compareAndSet(false, true)) {
                outstanding = null;
                completion.failed(cause);
            }
        }

        private synchronized boolean next() {
            looping = true;
            completed = false;
            return frames.hasNext();
        }

        /** True if the send has completed already; else its result will start the loop again. */
        private synchronized boolean goOn() {
            looping = false;
            return completed;
        }

        private void send(Frame frame) {
            if (closed.get() || !gate.enter()) {
                throw new IllegalStateException(ENDED);
            }
            try {
                if (frame.isPing()) {
                    session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
                    sent();
                } else if (frame.isBinary()) {
                    session.getAsyncRemote().sendBinary(ByteBuffer.wrap(frame.binary()), this);
                } else {
                    session.getAsyncRemote().sendText(frame.text(), this);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                gate.leave();
            }
        }

        @Override
        public void onResult(SendResult result) {
            Throwable failure = result.getException();
            if (!result.isOK()) {
                fail(failure == null ? new IOException("the message was not sent") : failure);
            } else {
                sent();
            }
        }

        private void sent() {
            synchronized (this) {
                completed = true;
                if (looping) {
                    return;
                }
            }
            run();
        }
    }
}
