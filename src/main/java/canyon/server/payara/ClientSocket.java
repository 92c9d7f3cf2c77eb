package canyon.server.payara;

import static java.lang.invoke.MethodType.methodType;

import canyon.protocol.Segment;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.util.List;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.asyncqueue.TaskQueue;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.memory.ByteBufferWrapper;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * The TCP connection of one client, with TLS if it has that. Never used again for another one, unlike the servlet
 * response that Tyrus writes to. Safe for use from any thread.
 */
final class ClientSocket {
    private static final Logger LOG = System.getLogger(ClientSocket.class.getName());

    private final NIOConnection connection;

    private ClientSocket(NIOConnection connection) {
        this.connection = connection;
    }

    /**
     * The connection behind a session of Tyrus.
     *
     * @throws IllegalStateException if this version of Payara is built in another way
     */
    static ClientSocket of(Session session) {
        Object context = Inside.of(session)
                .field("basicRemote")
                .field("webSocket")
                .field("protocolHandler")
                .field("writer")
                .field("tyrusHttpUpgradeHandler")
                .field("handler")
                .field("wc")
                .field("outputStream")
                .field("ob")
                .field("grizzlyResponse")
                .field("ctx")
                .value();
        if (((FilterChainContext) context).getConnection() instanceof NIOConnection connection
                && !connection.isBlocking()) {
            return new ClientSocket(connection);
        }
        throw new IllegalStateException("Grizzly does not write to its connections asynchronously");
    }

    /**
     * Looks for what is used of Grizzly, which the JVM would miss only when something is written or dropped.
     *
     * @throws IllegalStateException if something is not there, or not as it was
     */
    static void checkInsides() {
        try {
            Lookup lookup = MethodHandles.publicLookup();
            MethodType command = methodType(void.class);
            lookup.findConstructor(ByteBufferWrapper.class, command.appendParameterTypes(ByteBuffer.class));
            lookup.findVirtual(
                    NIOConnection.class, "write", methodType(void.class, Object.class, CompletionHandler.class));
            lookup.findVirtual(NIOConnection.class, "getAsyncWriteQueue", methodType(TaskQueue.class));
            lookup.findVirtual(TaskQueue.class, "spaceInBytes", methodType(int.class));
            lookup.findVirtual(NIOConnection.class, "isOpen", methodType(boolean.class));
            lookup.findVirtual(NIOConnection.class, "getChannel", methodType(SelectableChannel.class));
            lookup.findVirtual(NIOConnection.class, "terminateSilently", command);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the insides of Grizzly have changed: " + e, e);
        }
    }

    /** Puts all bytes into Grizzly's queue at once, so that nothing of Tyrus's falls between them. */
    void write(List<Segment> segments, Writing writing) {
        ByteBuffer bytes = segments.size() == 1 ? segments.get(0).webSocketBytes() : joined(segments);
        try {
            connection.write(new ByteBufferWrapper(bytes), writing);
        } catch (RuntimeException e) {
            writing.failed(e);
        }
    }

    private static ByteBuffer joined(List<Segment> segments) {
        ByteBuffer all = ByteBuffer.allocate(
                Math.toIntExact(segments.stream().mapToLong(Segment::bytes).sum()));
        segments.forEach(segment -> all.put(segment.webSocketBytes()));
        return all.flip();
    }

    /** Whether the client has not taken all that was written, as far as the kernel's own buffers do not hide it. */
    boolean isBehind() {
        return connection.getAsyncWriteQueue().spaceInBytes() > 0;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** Ends the connection without a word. What the kernel still holds for the client goes too. */
    void drop() {
        try {
            if (connection.getChannel() instanceof NetworkChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection that is dropped is gone already", e);
        }
        connection.terminateSilently();
    }
}
