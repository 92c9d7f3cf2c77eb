package canyon.transport.engineio;

/** How a client reaches the server. */
public enum EngineTransport {
    POLLING("polling"),
    WEBSOCKET("websocket");

    private final String text;

    EngineTransport(String text) {
        this.text = text;
    }

    /** As it stands in the query and in the handshake. */
    public String text() {
        return text;
    }
}
