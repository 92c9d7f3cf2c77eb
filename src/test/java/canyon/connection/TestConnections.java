package canyon.connection;

import canyon.message.SocketId;
import canyon.protocol.Frame;
import canyon.protocol.Protocol;
import canyon.protocol.socketio.EchoProtocol;

/** Connections without a transport but a writer. */
public final class TestConnections {
    private static final int OUTBOX_BYTES = 1 << 20;

    private TestConnections() {}

    /** A connection of Echo whose outbox never fills. */
    public static Connection echo(String id, FrameWriter writer) {
        return of(id, new EchoProtocol(), writer);
    }

    public static Connection of(String id, Protocol protocol, FrameWriter writer) {
        Outbox outbox = new Outbox(OUTBOX_BYTES, cause -> {});
        outbox.attach(writer);
        return new Connection(new SocketId(id), protocol, outbox, outbox::abort);
    }

    /** A dialect in which a frame is the event's name, in front of it the name of the dialect. */
    public static Protocol dialect(String name) {
        return message -> Frame.text(name + ":" + message);
    }
}
