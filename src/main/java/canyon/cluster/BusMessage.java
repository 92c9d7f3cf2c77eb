package canyon.cluster;

import canyon.cluster.ClusterMeters.Count;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one node tells the others: {@code {"v":1,"from":"a.1f2e3d4c","seq":7,"kind":"event",…}}. A node ignores members
 * and kinds that it does not know, so that a newer one may have more of them; a greater {@code v} it does not read.
 *
 * @param from which process sent it
 * @param seq how many it has sent before, from 1; 0 if it is not counted, because it has a version of its own
 */
record BusMessage(String from, long seq, String kind, Map<String, JsonText> members) {
    /** What this node speaks. */
    static final int VERSION = 1;

    /** Its JSON, but for the closing brace: more may follow. */
    static String head(String from, long seq, String kind, Map<String, JsonText> members) {
        Map<String, JsonText> all = new LinkedHashMap<>();
        all.put("v", new JsonText(String.valueOf(VERSION)));
        all.put("from", JsonText.ofString(from));
        if (seq > 0) {
            all.put("seq", new JsonText(String.valueOf(seq)));
        }
        all.put("kind", JsonText.ofString(kind));
        all.putAll(members);
        String whole = JsonText.ofMembers(all).text();
        return whole.substring(0, whole.length() - 1);
    }

    /** Empty if it is not for this node, which is counted. */
    static Optional<BusMessage> parse(byte[] bytes, ClusterMeters meters) {
        Map<String, JsonText> members;
        try {
            JsonText json = JsonText.parse(new String(bytes, StandardCharsets.UTF_8));
            members = json.isObject() ? json.members() : Map.of();
        } catch (MalformedJsonException e) {
            members = Map.of();
        }
        OptionalLong version = number(members.get("v"));
        if (version.isPresent() && version.getAsLong() != VERSION) {
            meters.count(Count.FOREIGN);
            return Optional.empty();
        }
        Optional<String> from = text(members.get("from")).filter(NodeName::isOfProcess);
        Optional<String> kind = text(members.get("kind"));
        if (version.isEmpty() || from.isEmpty() || kind.isEmpty()) {
            meters.count(Count.GARBAGE);
            return Optional.empty();
        }
        return Optional.of(new BusMessage(from.get(), number(members.get("seq")).orElse(0), kind.get(), members));
    }

    Optional<JsonText> json(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** Empty if it is missing or no string. */
    Optional<String> text(String name) {
        return text(members.get(name));
    }

    /** Empty if it is missing or no whole number. */
    OptionalLong number(String name) {
        return number(members.get(name));
    }

    Optional<ChannelName> channel() {
        Optional<String> app = text("app");
        Optional<String> name = text("channel");
        if (app.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChannelName(app.get(), name.get()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Map<String, JsonText> ofChannel(ChannelName channel) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("app", JsonText.ofString(channel.app()));
        members.put("channel", JsonText.ofString(channel.text()));
        return members;
    }

    private static Optional<String> text(@Nullable JsonText json) {
        return json != null && json.isString() ? Optional.of(json.string()) : Optional.empty();
    }

    private static OptionalLong number(@Nullable JsonText json) {
        if (json == null || !json.isNumber()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(json.text()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
