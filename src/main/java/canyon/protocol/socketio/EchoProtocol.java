package canyon.protocol.socketio;

import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.message.ServerMessage;
import canyon.protocol.Frame;
import canyon.protocol.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Laravel Echo's events on Socket.IO, as laravel-echo-server speaks them: the channel is always the first argument. The
 * frames are the same on Engine.IO 3 and 4.
 */
public final class EchoProtocol implements Protocol {
    /** An Engine.IO message (4) with a Socket.IO event (2) of the main namespace. */
    private static final String EVENT = "42";

    /** What a subscription without credentials carries. */
    private static final JsonText NO_AUTH = JsonText.EMPTY_OBJECT;

    @Override
    public Frame encode(ServerMessage message) {
        StringBuilder out = new StringBuilder(EVENT).append('[');
        if (message instanceof ServerMessage.Event event) {
            out.append(JsonText.ofString(event.event()).text())
                    .append(',')
                    .append(JsonText.ofString(event.channel().text()).text())
                    .append(',')
                    .append(event.data().text());
        } else if (message instanceof ServerMessage.SubscriptionError error) {
            out.append("\"subscription_error\",")
                    .append(JsonText.ofString(error.channel()).text())
                    .append(',')
                    .append(error.status());
        }
        return Frame.text(out.append(']').toString());
    }

    /**
     * Reads a client's event.
     *
     * @param arguments without the event's name
     * @return empty for a request that names no channel, which laravel-echo-server ignored or died of
     */
    public Optional<ClientMessage> decode(String event, List<JsonText> arguments) {
        return switch (event) {
            case "subscribe" ->
                channel(arguments).map(name -> new ClientMessage.Subscribe(name, auth(arguments.get(0))));
            case "unsubscribe" -> channel(arguments).map(ClientMessage.Unsubscribe::new);
            default -> Optional.of(new ClientMessage.Unknown(event));
        };
    }

    private static Optional<String> channel(List<JsonText> arguments) {
        if (arguments.isEmpty() || !arguments.get(0).isObject()) {
            return Optional.empty();
        }
        JsonText channel = arguments.get(0).members().getOrDefault("channel", JsonText.NULL);
        return channel.isString() ? Optional.of(channel.string()).filter(name -> !name.isEmpty()) : Optional.empty();
    }

    private static JsonText auth(JsonText request) {
        Map<String, JsonText> members = request.members();
        JsonText auth = members.getOrDefault("auth", NO_AUTH);
        return auth.isObject() ? auth : NO_AUTH;
    }
}
