package canyon.dashboard.authtest;

import canyon.app.App;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a Pusher client could join with what Laravel's pusher or reverb driver answered. */
final class Signature {
    private Signature() {}

    /**
     * Checks the member {@code auth} as a subscription's is checked.
     *
     * @param signed socket id and channel, with a colon between them
     */
    static Verdict check(App app, String signed, String body) {
        Map<String, JsonText> members = members(body);
        String auth = text(members, "auth");
        if (auth == null) {
            return Verdict.denied(
                    "Laravel lets the user in, but signs nothing: its BROADCAST_CONNECTION is not pusher or"
                            + " reverb, whose answers Pusher clients need");
        }
        int colon = auth.indexOf(':');
        if (colon < 0) {
            return Verdict.denied("The member auth of the answer is no key, colon and signature");
        }
        if (!auth.substring(0, colon).equals(app.key())) {
            return Verdict.denied("Laravel signs with the key " + shown(auth.substring(0, colon))
                    + ", but this application's is " + app.key() + " (REVERB_APP_KEY or PUSHER_APP_KEY)");
        }
        String data = text(members, "channel_data");
        String whole = signed + (data == null ? "" : ":" + data);
        return app.hasSigned(whole, auth.substring(colon + 1))
                ? Verdict.allowed("Laravel lets the user in, and its signature is this application's")
                : Verdict.denied("Laravel signs with another secret than this application's (REVERB_APP_SECRET or"
                        + " PUSHER_APP_SECRET): no Pusher client could join");
    }

    private static Map<String, JsonText> members(String body) {
        try {
            JsonText json = JsonText.parse(body);
            return json.isObject() ? json.members() : Map.of();
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }

    private static @Nullable String text(Map<String, JsonText> members, String name) {
        JsonText value = members.get(name);
        return value != null && value.isString() ? value.string() : null;
    }

    private static String shown(String key) {
        return key.length() <= 40 ? key : key.substring(0, 40) + "…";
    }
}
