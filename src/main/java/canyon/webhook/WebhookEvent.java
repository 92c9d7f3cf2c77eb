package canyon.webhook;

import canyon.message.Broadcast;
import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.SocketId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that happened.
 *
 * @param json an element of {@code events} in a request
 */
record WebhookEvent(EventName name, ChannelName channel, JsonText json) {
    /** What it takes in memory besides its characters. */
    private static final int OVERHEAD_BYTES = 256;

    /** Of a channel, without any detail. */
    static WebhookEvent of(EventName name, ChannelName channel) {
        return of(name, channel, Map.of());
    }

    /** Of a user in a presence channel. */
    static WebhookEvent of(EventName name, ChannelName channel, String userId) {
        return of(name, channel, Map.of("user_id", JsonText.ofString(userId)));
    }

    static WebhookEvent subscriptionCount(ChannelName channel, int count) {
        return of(
                EventName.SUBSCRIPTION_COUNT,
                channel,
                Map.of("subscription_count", new JsonText(String.valueOf(count))));
    }

    static WebhookEvent clientEvent(Broadcast sent) {
        Map<String, JsonText> details = new LinkedHashMap<>();
        details.put("event", JsonText.ofString(sent.event()));
        JsonText data = sent.payload().quoted();
        // Receivers parse it: it is a string for every client, whatever its library sent.
        details.put("data", data.isString() ? data : JsonText.ofString(data.text()));
        SocketId sender = sent.except();
        if (sender != null) {
            details.put("socket_id", JsonText.ofString(sender.text()));
        }
        String user = sent.user();
        if (user != null && sent.channel().kind() == ChannelKind.PRESENCE) {
            details.put("user_id", JsonText.ofString(user));
        }
        return of(EventName.CLIENT_EVENT, sent.channel(), details);
    }

    private static WebhookEvent of(EventName name, ChannelName channel, Map<String, JsonText> details) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("name", JsonText.ofString(name.text()));
        members.put("channel", JsonText.ofString(channel.text()));
        members.putAll(details);
        return new WebhookEvent(name, channel, JsonText.ofMembers(members));
    }

    /** Memory that it takes, roughly. */
    int bytes() {
        return OVERHEAD_BYTES + 2 * json.text().length();
    }
}
