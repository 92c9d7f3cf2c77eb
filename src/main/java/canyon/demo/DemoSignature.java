package canyon.demo;

import canyon.app.App;
import canyon.message.JsonText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Signs for one connection: the application's key, a colon, and the signature, as Pusher's "Authentication signatures"
 * tells.
 *
 * <p>Safe for use from any thread.
 *
 * @param app whose key and secret sign
 */
record DemoSignature(App app) {
    static final String NO_SOCKET_ID = "A signature is for one connection: send its socket_id, digits.digits";

    /** What Laravel's Pusher library lets pass, bounded. */
    private static final Pattern SOCKET_ID = Pattern.compile("\\d{1,20}\\.\\d{1,20}");

    /** The connection that a form is about; empty if it names none. */
    static Optional<String> socketId(Map<String, String> fields) {
        return Optional.ofNullable(fields.get("socket_id"))
                .filter(id -> SOCKET_ID.matcher(id).matches());
    }

    /** @param signed joined by colons, the socket id first */
    JsonText of(String... signed) {
        return JsonText.ofString(app.key() + ":" + app.sign(String.join(":", signed)));
    }
}
