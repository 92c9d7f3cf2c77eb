package canyon.transport.socketio;

/** Has every namespace. */
final class Everywhere implements SocketApplication {
    private final RecordingSockets sockets = new RecordingSockets();

    @Override
    public boolean hasNamespace(String namespace) {
        return true;
    }

    @Override
    public SocketListener connected(Socket socket) {
        return sockets.connected(socket);
    }
}
