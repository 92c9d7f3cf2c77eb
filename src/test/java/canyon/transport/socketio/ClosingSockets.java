package canyon.transport.socketio;

import canyon.connection.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Closes every client as soon as it has joined. */
final class ClosingSockets implements SocketApplication {
    final List<CloseReason> ends = new ArrayList<>();

    @Override
    public boolean hasNamespace(String namespace) {
        return true;
    }

    @Override
    public SocketListener connected(Socket socket) {
        socket.close(CloseReason.SERVER_CLOSED);
        return new SocketListener() {
            @Override
            public void event(Event event, Optional<Acknowledgement> acknowledgement) {}

            @Override
            public void disconnected(CloseReason reason) {
                ends.add(reason);
            }
        };
    }
}
