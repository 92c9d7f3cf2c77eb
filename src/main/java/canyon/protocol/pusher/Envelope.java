package canyon.protocol.pusher;

import canyon.message.ChannelName;
import canyon.message.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * What is around each message: the event's name, perhaps a channel, data and a user, each given once and in this order.
 * Used by one thread.
 */
final class Envelope {
    private final StringBuilder text = new StringBuilder(256);

    private Envelope(String event) {
        text.append("{\"event\":").append(JsonText.ofString(event).text());
    }

    static Envelope of(String event) {
        return new Envelope(event);
    }

    Envelope channel(ChannelName channel) {
        return named(channel.text());
    }

    Envelope named(String channel) {
        text.append(",\"channel\":").append(JsonText.ofString(channel).text());
        return this;
    }

    /** Data as it is. */
    Envelope data(JsonText data) {
        text.ensureCapacity(text.length() + data.text().length() + 16);
        text.append(",\"data\":").append(data.text());
        return this;
    }

    /** Data as a string that holds it. */
    Envelope quoted(JsonText data) {
        return data(JsonText.ofString(data.text()));
    }

    Envelope user(@Nullable String id) {
        if (id != null) {
            text.append(",\"user_id\":").append(JsonText.ofString(id).text());
        }
        return this;
    }

    /** The whole; nothing can be added any more. */
    JsonText json() {
        return new JsonText(text.append('}').toString());
    }
}
