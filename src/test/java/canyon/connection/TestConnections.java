package canyon.connection;

import canyon.message.ServerMessage;
import canyon.message.SocketId;
import canyon.protocol.Frame;
import canyon.protocol.Protocol;
import canyon.protocol.socketio.EchoProtocol;
import java.util.function.Function;

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
        return new Connection(new Connection.Identity("", new SocketId(id)), protocol, outbox, outbox::abort);
    }

    /** A dialect in which a frame is the event's name, in front of it the name of the dialect. */
    public static Protocol dialect(String name) {
        return eventsOnly(message -> Frame.text(name + ":" + message));
    }

    /** A dialect that has a form for events and for nothing else. */
    public static Protocol eventsOnly(Function<ServerMessage, Frame> form) {
        return new Protocol() {
            @Override
            public Frame encode(ServerMessage message) {
                return form.apply(message);
            }

            @Override
            public boolean knows(ServerMessage message) {
                return message instanceof ServerMessage.Event;
            }
        };
    }
}
