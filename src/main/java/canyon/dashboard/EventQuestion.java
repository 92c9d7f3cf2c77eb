package canyon.dashboard;

import canyon.app.App;
import canyon.config.AppLimits;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Payload;
import canyon.message.SocketId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event that an operator publishes, within the limits that the HTTP API has for the application. */
record EventQuestion(
        List<ChannelName> channels,
        String event,
        Payload payload,
        @Nullable SocketId except) {
    static EventQuestion of(Question question, App app) throws RefusalException {
        AppLimits limits = app.limits();
        String event = question.required("event");
        require(
                event.length() <= limits.eventNameLength(),
                "event must have at most " + limits.eventNameLength() + " characters, got " + event.length());
        String socketId = question.text("socketId");
        return new EventQuestion(
                channels(question, app),
                event,
                payload(question, limits),
                socketId == null ? null : new SocketId(socketId));
    }

    List<Broadcast> broadcasts() {
        return channels.stream()
                .map(channel -> new Broadcast(channel, event, payload, except, null))
                .toList();
    }

    private static List<ChannelName> channels(Question question, App app) throws RefusalException {
        JsonText names = question.value("channels");
        require(
                names != null && names.isArray() && !names.elements().isEmpty(),
                "channels must be an array with a name of a channel");
        Set<ChannelName> channels = new LinkedHashSet<>();
        for (JsonText name : names == null ? List.<JsonText>of() : names.elements()) {
            require(name.isString(), "channels must hold strings, got " + name.start());
            channels.add(channel(name.string(), app));
        }
        int most = app.limits().channelsPerEvent();
        require(channels.size() <= most, "channels must hold at most " + most + " names, got " + channels.size());
        // Each encrypted channel has a key of its own: what one can read the others cannot.
        require(
                channels.size() == 1 || channels.stream().noneMatch(ChannelName::isEncrypted),
                "channels: an event for an encrypted channel cannot go to other channels at once");
        return List.copyOf(channels);
    }

    private static ChannelName channel(String name, App app) throws RefusalException {
        int most = app.limits().channelNameLength();
        require(
                name.length() <= most,
                "channels: a name must have at most " + most + " characters, got " + name.length());
        try {
            ChannelName channel = app.channel(name);
            require(!channel.isReserved(), "channels: Canyon or Redis use the name " + name + " themselves");
            return channel;
        } catch (IllegalArgumentException e) {
            throw RefusalException.invalid("channels: " + e.getMessage());
        }
    }

    private static Payload payload(Question question, AppLimits limits) throws RefusalException {
        JsonText data = question.value("data");
        if (data == null) {
            throw RefusalException.invalid("data is missing");
        }
        int bytes = (data.isString() ? data.string() : data.text()).getBytes(StandardCharsets.UTF_8).length;
        require(
                bytes <= limits.eventPayloadBytes(),
                "data must have at most " + limits.eventPayloadBytes() + " bytes, got " + bytes);
        if (!data.isString()) {
            return new Payload(data);
        }
        if (!question.flag("text", false)) {
            requireNoBrokenJson(data.string());
        }
        return Payload.ofWritten(data);
    }

    /** A string is sent as it is, but one that begins as an object or an array was hardly meant as a text. */
    private static void requireNoBrokenJson(String text) throws RefusalException {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return;
        }
        try {
            JsonText.parse(text);
        } catch (MalformedJsonException e) {
            throw RefusalException.invalid("data begins like JSON but is none: " + e.getMessage()
                    + ". Nothing was published; set \"text\": true to send it as a text");
        }
    }

    private static void require(boolean fine, String otherwise) throws RefusalException {
        if (!fine) {
            throw RefusalException.invalid(otherwise);
        }
    }
}
