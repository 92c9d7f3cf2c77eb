package canyon.transport.socketio;

import canyon.connection.CloseReason;
import canyon.message.JsonText;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An application with the namespaces {@code /} and {@code /custom} that keeps what it hears and answers questions. */
final class RecordingSockets implements SocketApplication {
    final List<String> heard = new ArrayList<>();
    final List<Socket> sockets = new ArrayList<>();

    @Override
    public boolean hasNamespace(String namespace) {
        return namespace.equals("/") || namespace.equals("/custom");
    }

    @Override
    public SocketListener connected(Socket socket) {
        sockets.add(socket);
        heard.add(socket.namespace() + " connected " + socket.payload());
        return new SocketListener() {
            @Override
            public void event(Event event, Optional<Acknowledgement> acknowledgement) {
                heard.add(socket.namespace() + " " + event.name() + " " + arguments(event) + attachments(event));
                acknowledgement.ifPresent(answer -> answer.send(List.of(new JsonText("1")), event.attachments()));
            }

            @Override
            public void disconnected(CloseReason reason) {
                heard.add(socket.namespace() + " disconnected " + reason);
            }
        };
    }

    private static String arguments(SocketListener.Event event) {
        return event.arguments().stream().map(JsonText::text).collect(Collectors.joining(","));
    }

    private static String attachments(SocketListener.Event event) {
        return event.attachments().stream()
                .map(bytes -> " " + HexFormat.of().formatHex(bytes))
                .collect(Collectors.joining());
    }
}
