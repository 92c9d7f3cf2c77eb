package canyon.transport.engineio;

import jakarta.servlet.http.HttpServletResponse;

/** Refusals of the HTTP side with their codes, as engine.io answers them; 5 and above are newer or our own. */
public enum EngineError {
    UNKNOWN_TRANSPORT(0, 400, "Transport unknown"),
    UNKNOWN_SESSION(1, 400, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
    BAD_REQUEST(3, 400, "Bad request"),
    FORBIDDEN(4, 403, "Forbidden"),
    UNSUPPORTED_VERSION(5, 400, "Unsupported protocol version"),
    TOO_MANY_CONNECTIONS(6, 503, "Connection limit reached"),
    TOO_BIG(7, 413, "Payload too large"),
    UNKNOWN_APPLICATION(8, 403, "Application does not exist"),
    DISABLED_APPLICATION(9, 403, "Application disabled"),
    APPLICATIONS_UNAVAILABLE(10, 503, "Applications cannot be looked up at the moment"),
    DRAINING(11, 503, "Server is draining"),
    TOO_MANY_AT_ONCE(12, 503, "Too many connect at once");

    private final int code;
    private final int status;
    private final String message;

    EngineError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    int status() {
        return status;
    }

    /** Gives the answer its status and, where trying again makes sense, says when. */
    void mark(HttpServletResponse response) {
        response.setStatus(status);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
    }

    public String message() {
        return message;
    }

    String json() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
