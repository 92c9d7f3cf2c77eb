package canyon.server.wildfly;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Segment;
import canyon.transport.WebSocketCloses;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * Hands joined frames to Undertow as if each segment were one frame without a header. They stand in Undertow's own
 * queue, so that its pongs and closes fall between them, and are written by the connection's I/O thread, all that wait
 * in one system call.
 */
final class UndertowFrameWriter implements FrameWriter {
    /** How long a client may take for the close frame and its answer. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private static volatile boolean checked;

    private final Session session;
    private final WebSocketChannel channel;
    private volatile boolean over;

    private UndertowFrameWriter(Session session, WebSocketChannel channel) {
        this.session = session;
        this.channel = channel;
    }

    /**
     * A writer, unless an extension such as compression changes the frames.
     *
     * @throws IllegalStateException if this Undertow has other insides
     */
    static Optional<FrameWriter> of(Session session) {
        if (!checked) {
            SegmentSink.checkInsides();
            checked = true;
        }
        WebSocketChannel channel = ((UndertowSession) session).getWebSocketChannel();
        return channel.areExtensionsSupported()
                        && !session.getNegotiatedExtensions().isEmpty()
                ? Optional.empty()
                : Optional.of(new UndertowFrameWriter(session, channel));
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        Once once = new Once(completion, segments.size());
        try {
            for (Segment segment : segments) {
                SegmentSink sink = new SegmentSink(channel, segment, once);
                sink.send();
            }
        } catch (IOException | RuntimeException e) {
            once.failed(e);
        }
    }

    @Override
    public void close(CloseReason reason) {
        WebSocketCloses.close(session, reason);
    }

    @Override
    public void abort(CloseReason reason) {
        // Who goes on and on with a message that is too big does not wait for the close frame.
        if (!over || reason == CloseReason.TOO_BIG) {
            IoUtils.safeClose(channel);
        }
    }

    /** Undertow says so before the close frame is out, and waits for a client that does not answer it for ever. */
    @Override
    public void ended() {
        over = true;
        if (channel.isOpen()) {
            channel.getIoThread()
                    .executeAfter(() -> IoUtils.safeClose(channel), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
