package canyon.connection;

/**
 * Why a connection ended, with the WebSocket close code that the client is told. Those below 4000 are of RFC 6455,
 * section 7.4.1: clients reconnect after each of them; the code and text are for people who look at the browser's
 * network panel. Those from 4000 on are of the "Error codes" of Pusher's protocol and tell its clients what to do:
 * after 40xx nothing, after 41xx reconnect in a second or more, after 42xx reconnect at once.
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
    SERVER_FAULT(1011, "server fault"),
    TLS_ONLY(4000, "Application only accepts TLS connections, reconnect using wss://"),
    APP_UNKNOWN(4001, "Application does not exist"),
    APP_DISABLED(4003, "Application disabled"),
    OVER_QUOTA(4004, "Application is over connection quota"),
    PATH_NOT_FOUND(4005, "Path not found"),
    BAD_VERSION(4006, "Invalid version string format"),
    UNSUPPORTED_PROTOCOL(4007, "Unsupported protocol version"),
    NO_PROTOCOL(4008, "No protocol version supplied"),
    UNAUTHORIZED(4009, "Connection is unauthorized"),
    /** Somebody at the dashboard did it; the client is to stay away. */
    SENT_AWAY(4009, "Disconnected by an operator"),
    OVER_CAPACITY(4100, "Over capacity"),
    /** The client's HTTP requests do not all come to the node that has its session. */
    ASTRAY(4101, "Requests of this client come to different servers"),
    RECONNECT(4200, "Reconnect immediately"),
    PONG_TIMEOUT(4201, "Pong reply not received"),
    INACTIVE(4202, "Closed after inactivity");

    private static final int FIRST_OF_PUSHER = 4000;

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

    /** Whether it is one of Pusher's protocol. */
    public boolean isOfPusher() {
        return code >= FIRST_OF_PUSHER;
    }

    /** True if it makes no sense to wait for the client to take what is still to be sent. */
    public boolean isUnreachable() {
        return this == TOO_SLOW || this == PING_TIMEOUT || this == TRANSPORT_LOST || this == SERVER_FAULT;
    }
}
