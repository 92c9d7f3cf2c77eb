package canyon.api;

import canyon.app.App;
import canyon.config.AppLimits;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Payload;
import canyon.message.SocketId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event to publish, as laravel-echo-server read it from a body: {@code {"name", "data", "channel" or "channels",
 * "socket_id"}}.
 *
 * @param except the connection that must not get it, from {@code socket_id}
 */
record PublishRequest(
        List<ChannelName> channels,
        String event,
        Payload payload,
        @Nullable SocketId except) {
    private static final String MISSING = "Event must include channel, event name and data";
    private static final int BAD_REQUEST = 400;

    static PublishRequest parse(byte[] body, App app) throws RefusedRequestException {
        AppLimits limits = app.limits();
        Map<String, JsonText> members = members(body);
        JsonText name = given(members.get("name"));
        JsonText data = given(members.get("data"));
        List<JsonText> names = channelNames(members, limits.channelsPerEvent());
        if (!name.isString()) {
            throw refused("The event name must be a string, got " + name.start());
        }
        String event = name.string();
        if (event.length() > limits.eventNameLength()) {
            throw refused("The event name \"%s\" must have at most %d characters (canyon.limits.event-name-length)"
                    .formatted(ChannelNames.shown(event), limits.eventNameLength()));
        }
        ChannelName[] channels = new ChannelName[names.size()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = channelName(names.get(i), app, limits.channelNameLength());
        }
        refuseMixed(channels);
        return new PublishRequest(
                List.of(channels), event, Payload.ofWritten(data), socketId(members.get("socket_id")));
    }

    /** Each encrypted channel has a key of its own: what one can read the others cannot. */
    private static void refuseMixed(ChannelName[] channels) throws RefusedRequestException {
        for (ChannelName channel : channels) {
            if (channels.length > 1 && channel.isEncrypted()) {
                throw refused("An event for an encrypted channel cannot go to other channels at once");
            }
        }
    }

    List<Broadcast> broadcasts() {
        return channels.stream()
                .map(channel -> new Broadcast(channel, event, payload, except, null))
                .toList();
    }

    private static Map<String, JsonText> members(byte[] body) throws RefusedRequestException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonText json = JsonText.parse(text);
            if (json.isObject()) {
                return json.members();
            }
        } catch (CharacterCodingException | MalformedJsonException e) {
            throw refused(MISSING);
        }
        throw refused(MISSING);
    }

    private static JsonText given(@Nullable JsonText value) throws RefusedRequestException {
        if (value == null || isFalsy(value)) {
            throw refused(MISSING);
        }
        return value;
    }

    /** What JavaScript, in which laravel-echo-server is written, takes for nothing. */
    private static boolean isFalsy(JsonText value) {
        String text = value.text();
        boolean number = text.charAt(0) == '-' || Character.isDigit(text.charAt(0));
        return value.isNull() || text.equals("false") || text.equals("\"\"") || (number && isZero(text));
    }

    private static boolean isZero(String number) {
        return number.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9');
    }

    private static List<JsonText> channelNames(Map<String, JsonText> members, int most) throws RefusedRequestException {
        JsonText channels = members.get("channels");
        if (channels == null || isFalsy(channels)) {
            return List.of(given(members.get("channel")));
        }
        if (!channels.isArray()) {
            throw refused("channels must be an array, got " + channels.start());
        }
        List<JsonText> names = channels.elements();
        if (names.size() > most) {
            throw refused("An event can go to at most " + most + " channels at once, got " + names.size());
        }
        return names;
    }

    private static ChannelName channelName(JsonText name, App app, int maxLength) throws RefusedRequestException {
        if (!name.isString()) {
            throw refused("A channel name must be a string, got " + name.start());
        }
        ChannelName channel = ChannelNames.parse(name.string(), app, maxLength);
        ChannelNames.refuseReserved(channel);
        return channel;
    }

    private static @Nullable SocketId socketId(@Nullable JsonText value) {
        return value == null || !value.isString() || isFalsy(value) ? null : new SocketId(value.string());
    }

    private static RefusedRequestException refused(String message) {
        return new RefusedRequestException(BAD_REQUEST, message);
    }
}
