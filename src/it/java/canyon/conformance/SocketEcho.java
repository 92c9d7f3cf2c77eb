package canyon.conformance;

import canyon.connection.CloseReason;
import canyon.transport.socketio.Socket;
import canyon.transport.socketio.SocketApplication;
import canyon.transport.socketio.SocketListener;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The application that the test suite of the Socket.IO protocol describes at its beginning. */
final class SocketEcho implements SocketApplication {
    private static final Set<String> NAMESPACES = Set.of("/", "/custom");

    @Override
    public boolean hasNamespace(String namespace) {
        return NAMESPACES.contains(namespace);
    }

    @Override
    public SocketListener connected(Socket socket) {
        socket.emit("auth", List.of(socket.payload()), List.of());
        return new Client(socket);
    }

    private record Client(Socket socket) implements SocketListener {
        @Override
        public void event(Event event, Optional<Acknowledgement> acknowledgement) {
            switch (event.name()) {
                case "message" -> socket.emit("message-back", event.arguments(), event.attachments());
                case "message-with-ack" ->
                    acknowledgement.ifPresent(answer -> answer.send(event.arguments(), event.attachments()));
                default -> {}
            }
        }

        @Override
        public void disconnected(CloseReason reason) {}
    }
}
