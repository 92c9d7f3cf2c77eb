package canyon.server.payara;

import canyon.connection.CloseReason;
import canyon.connection.FrameWriter;
import canyon.protocol.Segment;
import canyon.transport.SendGate;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes joined frames past Tyrus to Grizzly's queue of the connection, into which Tyrus's pongs and closes go as whole
 * frames too. A write completes when the kernel has taken it, which Tyrus tells much earlier.
 */
final class GrizzlyFrameWriter implements FrameWriter {
    private static final String ENDED = "the WebSocket has ended";

    private static volatile boolean checked;

    private final Session session;
    private final ClientSocket socket;
    private final LastBytes lastBytes;

    /** For closing, which Tyrus does through a response that the next client gets. */
    private final SendGate gate = new SendGate();

    private volatile @Nullable Writing outstanding;

    private GrizzlyFrameWriter(Session session, ClientSocket socket, LastBytes lastBytes) {
        this.session = session;
        this.socket = socket;
        this.lastBytes = lastBytes;
    }

    /**
     * A writer, unless an extension such as compression changes the frames.
     *
     * @throws IllegalStateException if this Payara has other insides
     */
    static Optional<FrameWriter> of(Session session, LastBytes lastBytes) {
        if (!checked) {
            ClientSocket.checkInsides();
            checked = true;
        }
        return session.getNegotiatedExtensions().isEmpty()
                ? Optional.of(new GrizzlyFrameWriter(session, ClientSocket.of(session), lastBytes))
                : Optional.empty();
    }

    @Override
    public void write(List<Segment> segments, Completion completion) {
        Writing next = new Writing(completion);
        outstanding = next;
        if (gate.isShut()) {
            next.failed(new IllegalStateException(ENDED));
        } else {
            socket.write(segments, next);
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (gate.close(session, reason)) {
            lastBytes.await(socket);
        }
    }

    @Override
    public void abort(CloseReason reason) {
        if (socket.isBehind() && !gate.isShut()) {
            socket.drop();
        }
        // Tells the client why if it can still hear that, and Tyrus in any case.
        close(reason);
    }

    @Override
    public void ended() {
        gate.shut();
        Writing last = outstanding;
        if (last != null) {
            last.failed(new IllegalStateException(ENDED));
        }
        // Tyrus closes now, perhaps on behalf of a client that still reads to the end.
        lastBytes.await(socket);
    }
}
