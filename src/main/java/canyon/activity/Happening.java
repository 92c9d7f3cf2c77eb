package canyon.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param app scope of the application, empty for the default one
 * @param channel as clients know it; null if it concerns none
 * @param event its name; null if there is none
 * @param socketId of the client that it is about; null if it is about none
 * @param detail for people, in one line: the reason, the close code, the endpoint; may be empty, holds no secret
 * @param payload beginning of the data, at most {@link #PAYLOAD_LENGTH} characters; null if there is none
 */
public record Happening(
        Instant at,
        Kind kind,
        String app,
        @Nullable String channel,
        @Nullable String event,
        @Nullable String socketId,
        String detail,
        @Nullable String payload) {
    /** In UTF-16 units. */
    public static final int PAYLOAD_LENGTH = 1_000;

    /** What can happen. */
    public enum Kind {
        CONNECTED,
        DISCONNECTED,
        SUBSCRIBED,
        UNSUBSCRIBED,
        DENIED,
        PUBLISHED,
        CLIENT_EVENT,
        WEBHOOK_SENT,
        WEBHOOK_FAILED,
        /** Something of Canyon itself: Redis lost or back, a drain. */
        NODE
    }

    /** Of Canyon itself. */
    public static Happening ofNode(String detail) {
        return new Happening(Instant.now(), Kind.NODE, "", null, null, null, detail, null);
    }

    public Happening {
        if (payload != null && payload.length() > PAYLOAD_LENGTH) {
            payload = payload.substring(0, PAYLOAD_LENGTH);
        }
    }
}
