package canyon.cluster;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Payload;
import canyon.message.SocketId;
import java.util.Map;
import java.util.Optional;

/** An event on its way to the other nodes. Laravel's own never are: all nodes hear them. */
final class EventNews {
    static final String KIND = "event";

    private static final String EVENT = "event";
    private static final String DATA = "data";
    private static final String WRITTEN = "written";
    private static final String EXCEPT = "except";
    private static final String USER = "user";

    private EventNews() {}

    static Map<String, JsonText> of(Broadcast broadcast) {
        Map<String, JsonText> members = BusMessage.ofChannel(broadcast.channel());
        members.put(EVENT, JsonText.ofString(broadcast.event()));
        JsonText written = broadcast.payload().written();
        if (written == null) {
            members.put(DATA, broadcast.payload().value());
        } else {
            members.put(WRITTEN, written);
        }
        SocketId except = broadcast.except();
        if (except != null) {
            members.put(EXCEPT, JsonText.ofString(except.text()));
        }
        String user = broadcast.user();
        if (user != null) {
            members.put(USER, JsonText.ofString(user));
        }
        return members;
    }

    /** Empty if it is none. */
    static Optional<Broadcast> parse(BusMessage message) {
        Optional<ChannelName> channel = message.channel();
        Optional<String> event = message.text(EVENT);
        Optional<Payload> payload = message.json(WRITTEN)
                .map(Payload::ofWritten)
                .or(() -> message.json(DATA).map(Payload::new));
        if (channel.isEmpty() || event.isEmpty() || payload.isEmpty()) {
            return Optional.empty();
        }
        SocketId except = message.text(EXCEPT)
                .filter(id -> !id.isEmpty())
                .map(SocketId::new)
                .orElse(null);
        String user = message.text(USER).orElse(null);
        return Optional.of(new Broadcast(channel.get(), event.get(), payload.get(), except, user));
    }
}
