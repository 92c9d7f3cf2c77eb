package canyon.api;

import canyon.app.App;
import canyon.config.AppLimits;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Payload;
import canyon.message.SocketId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event to publish, as Pusher's "HTTP API reference" describes it: {@code {"name", "data", "channels" or "channel",
 * "socket_id", "info"}}.
 *
 * @param except the connection that must not get it, from {@code socket_id}
 * @param info what the answer shall tell of each channel
 */
record Trigger(
        List<ChannelName> channels,
        String event,
        Payload payload,
        @Nullable SocketId except,
        Set<Attribute> info) {
    private static final Pattern SOCKET_ID = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    /** @param members of the object that describes the event */
    static Trigger parse(Map<String, JsonText> members, App app) throws RefusedRequestException {
        return new Trigger(
                channels(members, app),
                event(Members.string(members, "name"), app.limits()),
                payload(members.get("data"), app.limits()),
                socketId(Members.optionalString(members, "socket_id")),
                Attribute.parse(Members.optionalString(members, "info"), Attribute.COUNTS));
    }

    /** Several events, each for one channel: {@code {"batch":[…]}}. */
    static List<Trigger> batch(Map<String, JsonText> members, App app) throws RefusedRequestException {
        JsonText batch = members.get("batch");
        if (batch == null || !batch.isArray()) {
            throw refused(batch == null ? "batch is missing" : "batch must be an array, got " + batch.start());
        }
        List<JsonText> events = batch.elements();
        int most = app.limits().batchEvents();
        if (events.size() > most) {
            throw refused(
                    "A batch can hold at most %d events (maxEventBatchSize), got %d".formatted(most, events.size()));
        }
        List<Trigger> triggers = new ArrayList<>();
        for (JsonText event : events) {
            Trigger trigger = parse(Members.object(event, "Each event of a batch"), app);
            if (trigger.channels().size() > 1) {
                throw refused("Each event of a batch must have one channel");
            }
            triggers.add(trigger);
        }
        return triggers;
    }

    List<Broadcast> broadcasts() {
        return channels.stream()
                .map(channel -> new Broadcast(channel, event, payload, except, null))
                .toList();
    }

    private static String event(String name, AppLimits limits) throws RefusedRequestException {
        if (name.isEmpty()) {
            throw refused("name must not be empty");
        }
        if (name.length() > limits.eventNameLength()) {
            throw refused("The event name \"%s\" must have at most %d characters (maxEventNameLength), got %d"
                    .formatted(ChannelNames.shown(name), limits.eventNameLength(), name.length()));
        }
        return name;
    }

    private static Payload payload(@Nullable JsonText data, AppLimits limits) throws RefusedRequestException {
        if (data == null || data.isNull()) {
            throw refused("data is missing");
        }
        int bytes = (data.isString() ? data.string() : data.text()).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > limits.eventPayloadBytes()) {
            throw new RefusedRequestException(
                    TOO_LARGE,
                    "The data of an event must have at most %d bytes (maxEventPayloadBytes), got %d"
                            .formatted(limits.eventPayloadBytes(), bytes));
        }
        return data.isString() ? Payload.ofWritten(data) : new Payload(data);
    }

    private static @Nullable SocketId socketId(@Nullable String text) throws RefusedRequestException {
        if (text == null) {
            return null;
        }
        if (!SOCKET_ID.matcher(text).matches()) {
            throw refused(
                    "socket_id must be two numbers with a dot between them, got \"" + ChannelNames.shown(text) + "\"");
        }
        return new SocketId(text);
    }

    private static List<ChannelName> channels(Map<String, JsonText> members, App app) throws RefusedRequestException {
        List<JsonText> names = names(members);
        int most = app.limits().channelsPerEvent();
        if (names.size() > most) {
            throw refused("An event can go to at most %d channels at once (maxEventChannelsAtOnce), got %d"
                    .formatted(most, names.size()));
        }
        Set<ChannelName> channels = new LinkedHashSet<>();
        for (JsonText name : names) {
            if (!name.isString()) {
                throw refused("A channel name must be a string, got " + name.start());
            }
            ChannelName channel = ChannelNames.parse(name.string(), app);
            ChannelNames.refuseReserved(channel);
            channels.add(channel);
        }
        if (channels.isEmpty()) {
            throw refused("channels must hold the name of a channel");
        }
        // Each encrypted channel has a key of its own: what one can read the others cannot.
        if (channels.size() > 1 && channels.stream().anyMatch(ChannelName::isEncrypted)) {
            throw refused("An event for an encrypted channel cannot go to other channels at once");
        }
        return List.copyOf(channels);
    }

    private static List<JsonText> names(Map<String, JsonText> members) throws RefusedRequestException {
        JsonText channels = members.get("channels");
        if (channels == null || channels.isNull()) {
            JsonText channel = members.get("channel");
            if (channel == null) {
                throw refused("channels or channel is missing");
            }
            return List.of(channel);
        }
        if (!channels.isArray()) {
            throw refused("channels must be an array, got " + channels.start());
        }
        return channels.elements();
    }

    private static RefusedRequestException refused(String message) {
        return new RefusedRequestException(BAD_REQUEST, message);
    }
}
