package canyon.conversation;

import canyon.app.App;
import canyon.conversation.PusherConversation.Refusal;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Member;
import canyon.user.SignedInUser;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the application has signed that a client may join (Pusher's "Authentication and authorization signatures").
 */
final class PusherSignatures {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_LARGE = 413;

    private final Party party;

    PusherSignatures(Party party) {
        this.party = party;
    }

    /**
     * May it join?
     *
     * @param refusal null if it may
     * @param member whom it brings to a presence channel
     */
    record Verdict(@Nullable Refusal refusal, Optional<Member> member) {
        /** Everybody may, as nobody. */
        static final Verdict PUBLIC = new Verdict(null, Optional.empty());

        static Verdict no(int status, String reason) {
            return new Verdict(new Refusal(status, reason), Optional.empty());
        }
    }

    /**
     * Checks a subscription to a channel that needs authorization.
     *
     * @param request {@code auth} and perhaps {@code channel_data}
     * @param user whom the connection is signed in as, if it is
     */
    Verdict check(ChannelName channel, JsonText request, Optional<SignedInUser> user) {
        Map<String, JsonText> members = request.members();
        String auth = string(members.get("auth"));
        String data = string(members.get("channel_data"));
        String socket = party.connection().id().text();
        String signed = socket + ":" + channel.text() + (data == null ? "" : ":" + data);
        if (!isSigned(party.app(), auth, signed)) {
            return Verdict.no(
                    UNAUTHORIZED,
                    "The signature is not the application's for socket id " + socket + " and this channel"
                            + (data == null ? "" : " with this channel_data"));
        }
        return channel.kind() == ChannelKind.PRESENCE ? presence(data, user) : Verdict.PUBLIC;
    }

    /** Whether {@code auth} is the application's key, a colon, and its signature of {@code text}. */
    static boolean isSigned(App app, @Nullable String auth, String text) {
        int colon = auth == null ? -1 : auth.indexOf(':');
        if (auth == null || colon < 0) {
            return false;
        }
        return app.key().equals(auth.substring(0, colon)) && app.hasSigned(text, auth.substring(colon + 1));
    }

    private Verdict presence(@Nullable String data, Optional<SignedInUser> user) {
        if (data == null) {
            return user.map(known -> new Verdict(null, Optional.of(memberOf(known))))
                    .orElseGet(() -> Verdict.no(
                            BAD_REQUEST, "A presence channel needs channel_data, or a user who is signed in"));
        }
        int most = party.limits().presenceMemberBytes();
        if (data.length() > most || data.getBytes(StandardCharsets.UTF_8).length > most) {
            return Verdict.no(TOO_LARGE, "channel_data has at most " + most + " bytes (maxPresenceMemberBytes)");
        }
        return parsed(data)
                .flatMap(Member::of)
                .filter(PusherSignatures::hasUsableId)
                .map(member -> new Verdict(null, Optional.of(member)))
                .orElseGet(() -> Verdict.no(
                        BAD_REQUEST, "channel_data must be a JSON object with a user_id, a string or a number"));
    }

    /** A string or a number: anything else would make one user of many. */
    private static boolean hasUsableId(Member member) {
        JsonText id = member.userId();
        return id != null && (id.isNumber() || (id.isString() && !id.string().isEmpty()));
    }

    private static Member memberOf(SignedInUser user) {
        Map<String, JsonText> data = new LinkedHashMap<>();
        data.put("user_id", JsonText.ofString(user.id()));
        if (user.info() != null) {
            data.put("user_info", user.info());
        }
        return Member.of(JsonText.ofMembers(data)).orElseThrow();
    }

    private static Optional<JsonText> parsed(String text) {
        try {
            return Optional.of(JsonText.parse(text));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String string(@Nullable JsonText value) {
        return value != null && value.isString() ? value.string() : null;
    }
}
