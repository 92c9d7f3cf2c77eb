package canyon.conformance;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes a frame only when the client has taken all before it, which the WebSocket protocol's own ping and pong tell.
 * The test suites listen for one frame after the other and lose those that come in one TCP segment. Safe for use from
 * any thread.
 */
final class LockstepWriter implements FrameWriter, MessageHandler.Whole<PongMessage> {
    private static final Logger LOG = System.getLogger(LockstepWriter.class.getName());

    private final Session session;
    private final FrameWriter writer;
    private final AtomicReference<@Nullable Runnable> awaitsPong = new AtomicReference<>();

    LockstepWriter(Session session, FrameWriter writer) {
        this.session = session;
        this.writer = writer;
        session.addMessageHandler(PongMessage.class, this);
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        Iterator<Frame> frames =
                segments.stream().flatMap(segment -> segment.frames().stream()).iterator();
        new Sending(frames, completion).done();
    }

    @Override
    public void close(CloseReason reason) {
        inStep(() -> writer.close(reason));
    }

    @Override
    public void abort(CloseReason reason) {
        writer.abort(reason);
    }

    private void inStep(Runnable step) {
        awaitsPong.set(step);
        try {
            session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IOException | IllegalStateException e) {
            // No pong will come, and the writer finds out what is wrong.
            LOG.log(Level.DEBUG, "the client cannot be pinged", e);
            next();
        }
    }

    @Override
    public void onMessage(PongMessage pong) {
        next();
    }

    private void next() {
        Runnable step = awaitsPong.getAndSet(null);
        if (step != null) {
            step.run();
        }
    }

    /** Goes on with the next frame when one is written. */
    private final class Sending implements Completion {
        private final Iterator<Frame> frames;
        private final Completion completion;

        Sending(Iterator<Frame> frames, Completion completion) {
            this.frames = frames;
            this.completion = completion;
        }

        @Override
        public void done() {
            if (frames.hasNext()) {
                inStep(() -> writer.write(List.of(Segment.of(frames.next())), this));
            } else {
                completion.done();
            }
        }

        @Override
        public void failed(Throwable cause) {
            completion.failed(cause);
        }
    }
}
