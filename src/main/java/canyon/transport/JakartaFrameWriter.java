package canyon.transport;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Frame;
import canyon.protocol.Segment;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/** Works on every server: one asynchronous send after the other. */
final class JakartaFrameWriter implements FrameWriter {
    private final Session session;

    JakartaFrameWriter(Session session) {
        this.session = session;
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        Iterator<Frame> frames =
                segments.stream().flatMap(segment -> segment.frames().stream()).iterator();
        new Sending(frames, completion).run();
    }

    @Override
    public void close(CloseReason reason) {
        WebSocketCloses.close(session, reason);
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

        Sending(Iterator<Frame> frames, Completion completion) {
            this.frames = frames;
            this.completion = completion;
        }

        void run() {
            while (next()) {
                try {
                    send(frames.next());
                } catch (RuntimeException e) {
                    completion.failed(e);
                    return;
                }
                if (!goOn()) {
                    return;
                }
            }
            completion.done();
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
            if (frame.isBinary()) {
                session.getAsyncRemote().sendBinary(ByteBuffer.wrap(frame.binary()), this);
            } else {
                session.getAsyncRemote().sendText(frame.text(), this);
            }
        }

        @Override
        public void onResult(SendResult result) {
            Throwable failure = result.getException();
            if (!result.isOK()) {
                completion.failed(failure == null ? new IOException("the message was not sent") : failure);
                return;
            }
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
