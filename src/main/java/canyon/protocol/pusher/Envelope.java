package canyon.protocol.pusher;

import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is around each message: the event's name, perhaps a channel, data and a user. Used by one thread. */
final class Envelope {
    private final Map<String, JsonText> members = new LinkedHashMap<>();

    private Envelope(String event) {
        members.put("event", JsonText.ofString(event));
    }

    static Envelope of(String event) {
        return new Envelope(event);
    }

    Envelope channel(ChannelName channel) {
        return named(channel.text());
    }

    Envelope named(String channel) {
        members.put("channel", JsonText.ofString(channel));
        return this;
    }

    /** Data as it is. */
    Envelope data(JsonText data) {
        members.put("data", data);
        return this;
    }

    /** Data as a string that holds it. */
    Envelope quoted(JsonText data) {
        return data(JsonText.ofString(data.text()));
    }

    Envelope user(@Nullable String id) {
        if (id != null) {
            members.put("user_id", JsonText.ofString(id));
        }
        return this;
    }

    JsonText json() {
        return JsonText.ofMembers(members);
    }
}
