package canyon.protocol.socketio;

import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Presence;
import canyon.message.ReservedEvents;
import canyon.message.ServerMessage;
import canyon.protocol.Frame;
import canyon.protocol.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Laravel Echo's events on Socket.IO, as laravel-echo-server speaks them: the channel is always the first argument. The
 * frames are the same on Engine.IO 3 and 4.
 */
public final class EchoProtocol implements Protocol {
    /** An Engine.IO message (4) with a Socket.IO event (2) of the main namespace. */
    private static final String EVENT = "42";

    /** What a subscription without credentials carries. */
    private static final JsonText NO_AUTH = JsonText.EMPTY_OBJECT;

    private final boolean errorDetails;

    /** As laravel-echo-server: a refused subscription comes with its status only. */
    public EchoProtocol() {
        this(false);
    }

    /** @param errorDetails whether {@code subscription_error} says the reason in a third argument */
    public EchoProtocol(boolean errorDetails) {
        this.errorDetails = errorDetails;
    }

    @Override
    public Frame encode(ServerMessage message) {
        return Frame.text(packet(message));
    }

    /** Clients of laravel-echo-server hear nothing else. */
    @Override
    public boolean knows(ServerMessage message) {
        if (message instanceof ServerMessage.Event event) {
            return !ReservedEvents.holds(event.event());
        }
        return message instanceof ServerMessage.SubscriptionError
                || message instanceof ServerMessage.PresenceSubscribed
                || message instanceof ServerMessage.PresenceJoined
                || message instanceof ServerMessage.PresenceLeft;
    }

    /** The event's name and its arguments, put together at once: a broadcast's data is copied here. */
    private String packet(ServerMessage message) {
        if (message instanceof ServerMessage.Event event) {
            return event(event.event(), event.channel().text(), event.data().text());
        }
        if (message instanceof ServerMessage.PresenceSubscribed subscribed) {
            JsonText members = JsonText.ofElements(
                    subscribed.members().stream().map(Presence::json).toList());
            return event("presence:subscribed", subscribed.channel().text(), members.text());
        }
        if (message instanceof ServerMessage.PresenceJoined joined) {
            return event(
                    "presence:joining",
                    joined.channel().text(),
                    joined.member().json().text());
        }
        if (message instanceof ServerMessage.PresenceLeft left) {
            return event(
                    "presence:leaving",
                    left.channel().text(),
                    left.member().data().text());
        }
        if (message instanceof ServerMessage.SubscriptionError error) {
            return refusal(error);
        }
        throw new IllegalArgumentException("no form for " + message);
    }

    private String refusal(ServerMessage.SubscriptionError error) {
        String status = String.valueOf(error.status());
        String arguments = errorDetails
                ? status + ',' + JsonText.ofMembers(Map.of("reason", JsonText.ofString(error.reason())))
                : status;
        return event("subscription_error", error.channel(), arguments);
    }

    /** @param arguments after the channel, separated by commas */
    private static String event(String name, String channel, String arguments) {
        return EVENT + '[' + JsonText.ofString(name) + ',' + JsonText.ofString(channel) + ',' + arguments + ']';
    }

    /**
     * Reads a client's event.
     *
     * @param arguments without the event's name
     * @return empty for a request that names no channel, which laravel-echo-server ignored or died of
     */
    public Optional<ClientMessage> decode(String event, List<JsonText> arguments) {
        JsonText argument = arguments.isEmpty() ? JsonText.NULL : arguments.get(0);
        return switch (event) {
            case "subscribe" -> channel(argument).map(name -> new ClientMessage.Subscribe(name, auth(argument)));
            case "unsubscribe" -> channel(argument).map(ClientMessage.Unsubscribe::new);
            case "client event" -> clientEvent(argument);
            default -> Optional.of(new ClientMessage.Unknown(event));
        };
    }

    /** Also as a string that holds the object. */
    private static Optional<ClientMessage> clientEvent(JsonText argument) {
        JsonText request = argument.isString() ? parsed(argument.string()) : argument;
        Optional<String> channel = channel(request);
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        Map<String, JsonText> members = request.members();
        return text(members.get("event"))
                .map(name -> new ClientMessage.ClientEvent(
                        channel.get(), name, members.getOrDefault("data", JsonText.NULL)));
    }

    private static JsonText parsed(String text) {
        try {
            return JsonText.parse(text);
        } catch (MalformedJsonException e) {
            return JsonText.NULL;
        }
    }

    private static Optional<String> channel(JsonText request) {
        return request.isObject() ? text(request.members().get("channel")) : Optional.empty();
    }

    private static Optional<String> text(@Nullable JsonText value) {
        return Optional.ofNullable(value)
                .filter(JsonText::isString)
                .map(JsonText::string)
                .filter(text -> !text.isEmpty());
    }

    private static JsonText auth(JsonText request) {
        JsonText auth = request.members().getOrDefault("auth", NO_AUTH);
        return auth.isObject() ? auth : NO_AUTH;
    }
}
