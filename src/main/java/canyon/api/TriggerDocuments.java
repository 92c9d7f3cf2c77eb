package canyon.api;

import canyon.broker.Census;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Pusher's API answers to events that have been published: only what their {@code info} asks for. */
final class TriggerDocuments {
    private TriggerDocuments() {}

    /** {@code {}}, or {@code {"channels":{…}}} with the attributes of each channel. */
    static JsonText of(Trigger trigger, Census census) {
        if (trigger.info().isEmpty()) {
            return JsonText.EMPTY_OBJECT;
        }
        Map<String, JsonText> channels = new LinkedHashMap<>();
        for (ChannelName channel : trigger.channels()) {
            channels.put(channel.text(), attributes(channel, trigger, census));
        }
        return JsonText.ofMembers(Map.of("channels", JsonText.ofMembers(channels)));
    }

    /** {@code {}}, or {@code {"batch":[…]}} with the attributes of the channel of each event. */
    static JsonText of(List<Trigger> batch, Census census) {
        if (batch.stream().allMatch(trigger -> trigger.info().isEmpty())) {
            return JsonText.EMPTY_OBJECT;
        }
        List<JsonText> elements = batch.stream()
                .map(trigger -> attributes(trigger.channels().get(0), trigger, census))
                .toList();
        return JsonText.ofMembers(Map.of("batch", JsonText.ofElements(elements)));
    }

    private static JsonText attributes(ChannelName channel, Trigger trigger, Census census) {
        return JsonText.ofMembers(Attribute.of(channel, trigger.info(), census.channel(channel), census));
    }
}
