package canyon.conversation;

import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.ServerMessage;
import canyon.user.SignedInUser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs one connection in as a user (Pusher's "User authentication"). Called by its receiving side only. */
final class SignIns {
    /** Pusher's codes. */
    private static final int UNAUTHORIZED = 4009;

    private static final int WATCHLIST_TOO_LONG = 4302;

    /** As many as Pusher takes. */
    private static final int MAX_WATCHED = 100;

    private final Party party;

    SignIns(Party party) {
        this.party = party;
    }

    /** Signs in, or tells the client why not. */
    boolean signIn(ClientMessage.SignIn message) {
        String refusal = objection(message);
        if (refusal == null) {
            refusal = signIn(message.userData());
        }
        if (refusal != null) {
            party.denied(null, "pusher:signin", refusal);
            party.tell(new ServerMessage.Failure(UNAUTHORIZED, refusal));
        }
        return refusal == null;
    }

    private @Nullable String objection(ClientMessage.SignIn message) {
        if (!party.app().rules().userAuthentication()) {
            return "The application does not allow sign-ins";
        }
        String socket = party.connection().id().text();
        return PusherSignatures.isSigned(party.app(), message.auth(), socket + "::user::" + message.userData())
                ? null
                : "The signature is not the application's for socket id " + socket + " and this user_data";
    }

    private @Nullable String signIn(String userData) {
        Map<String, JsonText> user = members(userData);
        String id = string(user.get("id"));
        if (id == null || id.isEmpty()) {
            return "user_data must be a JSON object with an id, a string that is not empty";
        }
        int most = party.limits().presenceMemberBytes();
        JsonText info = user.get("user_info");
        if (info != null && info.text().getBytes(StandardCharsets.UTF_8).length > most) {
            return "user_info has at most " + most + " bytes (maxPresenceMemberBytes)";
        }
        List<String> watched = strings(user.get("watchlist"));
        List<ServerMessage> accepted = new ArrayList<>(2);
        accepted.add(new ServerMessage.SignedIn(userData));
        if (watched.size() > MAX_WATCHED) {
            accepted.add(new ServerMessage.Failure(
                    WATCHLIST_TOO_LONG,
                    "A watchlist holds at most " + MAX_WATCHED + " users: the first " + MAX_WATCHED
                            + " were accepted, from " + watched.get(0) + " to " + watched.get(MAX_WATCHED - 1)));
            watched = watched.subList(0, MAX_WATCHED);
        }
        SignedInUser signedIn = new SignedInUser(party.connection().app(), id, info, watched);
        return party.services().users().signIn(party.connection(), signedIn, accepted)
                ? null
                : "The connection is signed in as another user";
    }

    /** Nothing if it is no object. */
    private static Map<String, JsonText> members(String userData) {
        try {
            JsonText json = JsonText.parse(userData);
            return json.isObject() ? json.members() : Map.of();
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }

    private static List<String> strings(@Nullable JsonText array) {
        return array == null || !array.isArray()
                ? List.of()
                : array.elements().stream()
                        .filter(JsonText::isString)
                        .map(JsonText::string)
                        .toList();
    }

    private static @Nullable String string(@Nullable JsonText value) {
        return value != null && value.isString() ? value.string() : null;
    }
}
