package canyon.connection;

/**
 * Why a connection ended, with the WebSocket close code that the client is told (RFC 6455, section 7.4.1). Socket.IO
 * clients reconnect after each of them; the code and text are for people who look at the browser's network panel.
 */
public enum CloseReason {
    CLIENT_CLOSED(1000, "closed by the client"),
    TRANSPORT_LOST(1000, "transport lost"),
    SERVER_STOPS(1001, "server is stopping"),
    MALFORMED(1002, "protocol error"),
    TOO_BIG(1009, "message too big"),
    PING_TIMEOUT(1000, "ping timeout"),
    CONNECT_TIMEOUT(1000, "no namespace was joined in time"),
    UPGRADE_TIMEOUT(1000, "upgrade was not completed in time"),
    SESSION_TAKEN(1000, "the session has a WebSocket already"),
    SESSION_UNKNOWN(1000, "session ID unknown"),
    TOO_SLOW(1008, "client is too slow"),
    OVERLAPPING_REQUESTS(1000, "two requests of one kind at once"),
    SERVER_CLOSED(1000, "closed by the server"),
    SERVER_FAULT(1011, "server fault");

    private final int code;
    private final String text;

    CloseReason(int code, String text) {
        this.code = code;
        this.text = text;
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }

    /** True if it makes no sense to wait for the client to take what is still to be sent. */
    public boolean isUnreachable() {
        return this == TOO_SLOW || this == PING_TIMEOUT || this == TRANSPORT_LOST || this == SERVER_FAULT;
    }
}
