package canyon.api;

import canyon.app.App;
import canyon.channel.ChannelRegistry;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Presence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Pusher's API tells about channels. */
final class PusherDocuments {
    private static final String PRESENCE = "presence-";
    private static final int BAD_REQUEST = 400;

    private PusherDocuments() {}

    /**
     * The occupied channels of an application whose names begin with {@code prefix}, each with the attributes that are
     * asked for.
     *
     * @throws RefusedRequestException if users are asked for of channels that have none
     */
    static JsonText channels(App app, String prefix, Set<Attribute> info, ChannelRegistry registry)
            throws RefusedRequestException {
        if (info.contains(Attribute.USER_COUNT) && !prefix.startsWith(PRESENCE)) {
            throw new RefusedRequestException(
                    BAD_REQUEST, "info=user_count is only possible with filter_by_prefix=" + PRESENCE);
        }
        Map<String, JsonText> channels = new LinkedHashMap<>();
        for (String name : registry.occupied(app.scope(), prefix).keySet()) {
            channels.put(name, JsonText.ofMembers(Attribute.of(app.channel(name), info, registry)));
        }
        return JsonText.ofMembers(Map.of("channels", JsonText.ofMembers(channels)));
    }

    /** @throws RefusedRequestException if the channel does not have what is asked for */
    static JsonText channel(ChannelName channel, Set<Attribute> info, ChannelRegistry registry)
            throws RefusedRequestException {
        Optional<Attribute> unknown =
                info.stream().filter(attribute -> !attribute.isOf(channel)).findFirst();
        if (unknown.isPresent()) {
            throw new RefusedRequestException(
                    BAD_REQUEST,
                    "The channel \"" + channel + "\" has no " + unknown.get().wireName());
        }
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("occupied", new JsonText(String.valueOf(registry.isOccupied(channel))));
        members.putAll(Attribute.of(channel, info, registry));
        return JsonText.ofMembers(members);
    }

    static JsonText users(List<Presence> users) {
        List<JsonText> list = users.stream()
                .flatMap(user -> user.member().key().stream())
                .map(id -> JsonText.ofMembers(Map.of("id", JsonText.ofString(id))))
                .toList();
        return JsonText.ofMembers(Map.of("users", JsonText.ofElements(list)));
    }
}
