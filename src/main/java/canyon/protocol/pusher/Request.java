package canyon.protocol.pusher;

import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.protocol.MalformedMessageException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client has sent: {@code {"event":…,"data":…,"channel":…}}. */
record Request(String event, Map<String, JsonText> members) {
    private static final String CLIENT_EVENT = "client-";

    static Request parse(String text) throws MalformedMessageException {
        JsonText json;
        try {
            json = JsonText.parse(text);
        } catch (MalformedJsonException e) {
            throw new MalformedMessageException("The message is no JSON: " + e.getMessage(), e);
        }
        if (!json.isObject()) {
            throw new MalformedMessageException("The message must be a JSON object, got " + json.start());
        }
        Map<String, JsonText> members = json.members();
        String event = string(members.get("event"));
        if (event == null) {
            throw new MalformedMessageException("The message must name its event, a string");
        }
        return new Request(event, members);
    }

    ClientMessage message() throws MalformedMessageException {
        return switch (event) {
            case "pusher:ping" -> new ClientMessage.Ping();
            case "pusher:pong" -> new ClientMessage.Pong();
            case "pusher:subscribe" -> new ClientMessage.Subscribe(required(data().members(), "channel"), data());
            case "pusher:unsubscribe" -> new ClientMessage.Unsubscribe(required(data().members(), "channel"));
            case "pusher:signin" ->
                new ClientMessage.SignIn(required(data().members(), "auth"), required(data().members(), "user_data"));
            default ->
                event.startsWith(CLIENT_EVENT)
                        ? new ClientMessage.ClientEvent(
                                required(members, "channel"), event, members.getOrDefault("data", JsonText.NULL))
                        : new ClientMessage.Unknown(event);
        };
    }

    /** An object, or a string that holds one. */
    private JsonText data() throws MalformedMessageException {
        JsonText data = members.getOrDefault("data", JsonText.NULL);
        if (data.isString()) {
            try {
                data = JsonText.parse(data.string());
            } catch (MalformedJsonException e) {
                throw new MalformedMessageException("data of " + event + " is no JSON: " + e.getMessage(), e);
            }
        }
        if (!data.isObject()) {
            throw new MalformedMessageException("data of " + event + " must be an object, got " + data.start());
        }
        return data;
    }

    private String required(Map<String, JsonText> object, String name) throws MalformedMessageException {
        String value = string(object.get(name));
        if (value == null || value.isEmpty()) {
            throw new MalformedMessageException(event + " needs " + name + ", a string");
        }
        return value;
    }

    private static @Nullable String string(@Nullable JsonText value) {
        return value != null && value.isString() ? value.string() : null;
    }
}
