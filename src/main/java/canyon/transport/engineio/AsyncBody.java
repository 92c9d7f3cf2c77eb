package canyon.transport.engineio;

import canyon.connection.FrameWriter.Completion;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of an asynchronous answer without blocking for the client. Called by one container thread at a time,
 * and by one that gives up: only one of them is at the request, which a container may give to the next client as soon
 * as it is complete.
 */
final class AsyncBody implements WriteListener {
    private static final Logger LOG = System.getLogger(AsyncBody.class.getName());

    private static final int CHUNK_BYTES = 16 * 1024;

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final byte[] body;
    private final Completion completion;

    /**
     * Nobody waits for it, because containers call with locks of their own: who has had it looks what it has missed.
     */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile @Nullable Throwable failure;
    private volatile boolean ended;
    private int at;

    private AsyncBody(AsyncContext async, byte[] body, Completion completion) throws IOException {
        this.async = async;
        this.out = async.getResponse().getOutputStream();
        this.body = body;
        this.completion = completion;
    }

    /**
     * Begins to write; status and headers have been set. Completes the request and then {@code completion}.
     *
     * @return what can be cut while it is written; null if it could not begin
     */
    static @Nullable AsyncBody send(AsyncContext async, byte[] body, Completion completion) {
        try {
            async.getResponse().setContentLength(body.length);
            AsyncBody listener = new AsyncBody(async, body, completion);
            listener.out.setWriteListener(listener);
            return listener;
        } catch (IOException | IllegalStateException e) {
            completeQuietly(async);
            completion.failed(e);
            return null;
        }
    }

    private static void completeQuietly(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "a request that could not be answered was complete already", e);
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Gives up a client that does not take it. Safe from any thread. */
    void cut() {
        onError(new IOException("the client does not take the answer"));
    }

    @Override
    public void onWritePossible() throws IOException {
        if (!turn.tryLock()) {
            // It is given up at this moment.
            return;
        }
        boolean written;
        try {
            written = writeAll();
        } finally {
            turn.unlock();
        }
        if (written) {
            completion.done();
        } else {
            endIfFailed();
        }
    }

    /** True if all has gone out now. */
    private boolean writeAll() throws IOException {
        while (!ended && failure == null && out.isReady()) {
            if (at == body.length) {
                ended = true;
                completeQuietly(async);
                return true;
            }
            int next = Math.min(CHUNK_BYTES, body.length - at);
            out.write(body, at, next);
            at += next;
        }
        return false;
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        endIfFailed();
    }

    private void endIfFailed() {
        Throwable cause = failure;
        if (cause == null || !turn.tryLock()) {
            return;
        }
        boolean isFirst = !ended;
        try {
            if (isFirst) {
                ended = true;
                completeQuietly(async);
            }
        } finally {
            turn.unlock();
        }
        if (isFirst) {
            completion.failed(cause);
        }
    }
}
