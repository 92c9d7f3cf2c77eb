package canyon.protocol.pusher;

import canyon.message.JsonText;
import canyon.message.ServerMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pusher's "Watchlist events". */
final class Watchlist {
    private Watchlist() {}

    /** {@code {"events":[{"name":"online","user_ids":["1"]},…]}} */
    static JsonText events(ServerMessage.WatchedUsers users) {
        List<JsonText> events = new ArrayList<>(2);
        add(events, "online", users.online());
        add(events, "offline", users.offline());
        return JsonText.ofMembers(Map.of("events", JsonText.ofElements(events)));
    }

    private static void add(List<JsonText> events, String name, List<String> userIds) {
        if (userIds.isEmpty()) {
            return;
        }
        Map<String, JsonText> event = new LinkedHashMap<>();
        event.put("name", JsonText.ofString(name));
        event.put(
                "user_ids",
                JsonText.ofElements(userIds.stream().map(JsonText::ofString).toList()));
        events.add(JsonText.ofMembers(event));
    }
}
