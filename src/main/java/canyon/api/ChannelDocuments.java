package canyon.api;

import canyon.message.ChannelKind;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What laravel-echo-server told about channels. Written here, because users are shown as the application wrote them.
 * {@link PusherDocuments} is what Pusher tells.
 */
final class ChannelDocuments {
    private ChannelDocuments() {}

    /** @param subscribers of each channel by its name */
    static JsonText channels(Map<String, Integer> subscribers) {
        Map<String, JsonText> channels = new LinkedHashMap<>();
        subscribers.forEach((name, count) -> channels.put(name, JsonText.ofMembers(occupation(count))));
        return JsonText.ofMembers(Map.of("channels", JsonText.ofMembers(channels)));
    }

    /** @param users told only of a presence channel */
    static JsonText channel(ChannelName name, int subscribers, int users) {
        Map<String, JsonText> members = occupation(subscribers);
        if (name.kind() == ChannelKind.PRESENCE) {
            members.put("user_count", number(users));
        }
        return JsonText.ofMembers(members);
    }

    static JsonText users(List<Presence> users) {
        List<JsonText> list = users.stream().map(user -> user(user.member())).toList();
        return JsonText.ofMembers(Map.of("users", JsonText.ofElements(list)));
    }

    private static Map<String, JsonText> occupation(int subscribers) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("subscription_count", number(subscribers));
        members.put("occupied", new JsonText(String.valueOf(subscribers > 0)));
        return members;
    }

    private static JsonText user(Member member) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        if (member.userId() != null) {
            members.put("id", member.userId());
        }
        if (member.userInfo() != null) {
            members.put("user_info", member.userInfo());
        }
        return JsonText.ofMembers(members);
    }

    static JsonText number(int value) {
        return new JsonText(String.valueOf(value));
    }
}
