package canyon.protocol.pusher;

import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.ServerMessage;
import canyon.protocol.Frame;
import canyon.protocol.MalformedMessageException;
import canyon.protocol.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pusher's "Channels Protocol". Nearly all data is a string that holds JSON ("double encoding"). */
public final class PusherProtocol implements Protocol {
    private static final JsonText EMPTY_OBJECT_STRING = new JsonText("\"{}\"");

    @Override
    public Frame encode(ServerMessage message) {
        return Frame.text(envelope(message).json().text());
    }

    private static Envelope envelope(ServerMessage message) {
        if (message instanceof ServerMessage.Event event) {
            return Envelope.of(event.event())
                    .channel(event.channel())
                    .data(event.payload().quoted())
                    .user(event.user());
        }
        if (message instanceof ServerMessage.Subscribed subscribed) {
            return Envelope.of("pusher_internal:subscription_succeeded")
                    .channel(subscribed.channel())
                    .data(EMPTY_OBJECT_STRING);
        }
        if (message instanceof ServerMessage.SubscriptionError error) {
            return refusal(error);
        }
        if (message instanceof ServerMessage.PresenceSubscribed subscribed) {
            return Envelope.of("pusher_internal:subscription_succeeded")
                    .channel(subscribed.channel())
                    .quoted(presence(subscribed.members()));
        }
        if (message instanceof ServerMessage.PresenceJoined joined) {
            return Envelope.of("pusher_internal:member_added")
                    .channel(joined.channel())
                    .quoted(member(joined.member().member()));
        }
        if (message instanceof ServerMessage.PresenceLeft left) {
            JsonText id = JsonText.ofString(left.member().key().orElse(""));
            return Envelope.of("pusher_internal:member_removed")
                    .channel(left.channel())
                    .quoted(JsonText.ofMembers(Map.of("user_id", id)));
        }
        if (message instanceof ServerMessage.CacheMiss miss) {
            return Envelope.of("pusher:cache_miss").channel(miss.channel());
        }
        if (message instanceof ServerMessage.SubscriptionCount count) {
            return Envelope.of("pusher_internal:subscription_count")
                    .channel(count.channel())
                    .quoted(JsonText.ofMembers(Map.of("subscription_count", number(count.count()))));
        }
        return ofConnection(message);
    }

    /** What concerns no channel. */
    private static Envelope ofConnection(ServerMessage message) {
        if (message instanceof ServerMessage.Connected connected) {
            Map<String, JsonText> data = new LinkedHashMap<>();
            data.put("socket_id", JsonText.ofString(connected.socket().text()));
            // Clients take 0 for a missing value.
            data.put(
                    "activity_timeout",
                    number(Math.max(1, connected.activityTimeout().toSeconds())));
            return Envelope.of("pusher:connection_established").quoted(JsonText.ofMembers(data));
        }
        if (message instanceof ServerMessage.Ping) {
            return Envelope.of("pusher:ping").data(JsonText.EMPTY_OBJECT);
        }
        if (message instanceof ServerMessage.Pong) {
            return Envelope.of("pusher:pong").data(JsonText.EMPTY_OBJECT);
        }
        if (message instanceof ServerMessage.SignedIn signedIn) {
            JsonText userData = JsonText.ofString(signedIn.userData());
            return Envelope.of("pusher:signin_success").quoted(JsonText.ofMembers(Map.of("user_data", userData)));
        }
        if (message instanceof ServerMessage.WatchedUsers users) {
            return Envelope.of("pusher_internal:watchlist_events").quoted(Watchlist.events(users));
        }
        return failure((ServerMessage.Failure) message);
    }

    private static Envelope refusal(ServerMessage.SubscriptionError error) {
        Map<String, JsonText> data = new LinkedHashMap<>();
        data.put("type", JsonText.ofString(type(error.status())));
        data.put("error", JsonText.ofString(error.reason()));
        data.put("status", number(error.status()));
        return Envelope.of("pusher:subscription_error").named(error.channel()).data(JsonText.ofMembers(data));
    }

    /** As clients of the peers know them. */
    private static String type(int status) {
        return switch (status) {
            case 401, 403 -> "AuthError";
            case 413, 429 -> "LimitReached";
            case 400 -> "InvalidRequest";
            default -> "ServerError";
        };
    }

    private static Envelope failure(ServerMessage.Failure failure) {
        Map<String, JsonText> data = new LinkedHashMap<>();
        data.put("message", JsonText.ofString(failure.reason()));
        data.put("code", failure.code() == null ? JsonText.NULL : number(failure.code()));
        return Envelope.of("pusher:error").data(JsonText.ofMembers(data));
    }

    /** Who is there, the oldest first. Somebody without an id cannot be shown: it may have come by Socket.IO. */
    private static JsonText presence(List<Presence> newestFirst) {
        Map<String, JsonText> hash = new LinkedHashMap<>();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            Member member = newestFirst.get(i).member();
            member.key().ifPresent(id -> hash.put(id, info(member)));
        }
        Map<String, JsonText> presence = new LinkedHashMap<>();
        presence.put(
                "ids",
                JsonText.ofElements(
                        hash.keySet().stream().map(JsonText::ofString).toList()));
        presence.put("hash", JsonText.ofMembers(hash));
        presence.put("count", number(hash.size()));
        return JsonText.ofMembers(Map.of("presence", JsonText.ofMembers(presence)));
    }

    private static JsonText member(Member member) {
        Map<String, JsonText> data = new LinkedHashMap<>();
        data.put("user_id", JsonText.ofString(member.key().orElse("")));
        data.put("user_info", info(member));
        return JsonText.ofMembers(data);
    }

    private static JsonText info(Member member) {
        JsonText info = member.userInfo();
        return info == null ? JsonText.NULL : info;
    }

    private static JsonText number(long value) {
        return new JsonText(String.valueOf(value));
    }

    @Override
    public boolean knows(ServerMessage message) {
        if (message instanceof ServerMessage.PresenceJoined joined) {
            return joined.member().member().key().isPresent();
        }
        return !(message instanceof ServerMessage.PresenceLeft left)
                || left.member().key().isPresent();
    }

    /**
     * Reads a client's message.
     *
     * @throws MalformedMessageException whose message says what is wrong, to be told to the client
     */
    public ClientMessage decode(String text) throws MalformedMessageException {
        return Request.parse(text).message();
    }
}
