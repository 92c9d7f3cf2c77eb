package canyon.api;

import canyon.app.App;
import canyon.broker.Census;
import canyon.broker.ChannelList;
import canyon.broker.Crowd;
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
     * Channels of an application, each with the attributes that are asked for.
     *
     * @param census knows what a channel keeps
     */
    static JsonText channels(App app, ChannelList list, Set<Attribute> info, Census census) {
        Map<String, JsonText> channels = new LinkedHashMap<>();
        list.crowds()
                .forEach((name, crowd) ->
                        channels.put(name, JsonText.ofMembers(Attribute.of(app.channel(name), info, crowd, census))));
        return JsonText.ofMembers(Map.of("channels", JsonText.ofMembers(channels)));
    }

    /** @throws RefusedRequestException if users are asked for of channels that have none */
    static void requireUsers(String prefix, Set<Attribute> info) throws RefusedRequestException {
        if (info.contains(Attribute.USER_COUNT) && !prefix.startsWith(PRESENCE)) {
            throw new RefusedRequestException(
                    BAD_REQUEST, "info=user_count is only possible with filter_by_prefix=" + PRESENCE);
        }
    }

    /** @throws RefusedRequestException if the channel does not have what is asked for */
    static JsonText channel(ChannelName channel, Set<Attribute> info, Census census) throws RefusedRequestException {
        Optional<Attribute> unknown =
                info.stream().filter(attribute -> !attribute.isOf(channel)).findFirst();
        if (unknown.isPresent()) {
            throw new RefusedRequestException(
                    BAD_REQUEST,
                    "The channel \"" + channel + "\" has no " + unknown.get().wireName());
        }
        Map<String, JsonText> members = new LinkedHashMap<>();
        Crowd crowd = census.channel(channel);
        members.put("occupied", new JsonText(String.valueOf(crowd.isOccupied())));
        members.putAll(Attribute.of(channel, info, crowd, census));
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
