package canyon.transport.socketio;

/** What is served over Socket.IO: Laravel Echo's events, or anything else. */
public interface SocketApplication {
    boolean hasNamespace(String namespace);

    /**
     * A client has joined a namespace; it has been told so.
     *
     * @return who hears it from now on
     */
    SocketListener connected(Socket socket);
}
