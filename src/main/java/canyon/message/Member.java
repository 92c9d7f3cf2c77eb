package canyon.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user in a presence channel, as the application described it when it let the user in.
 *
 * @param data the whole description, an object without {@code socketId}
 * @param userId as received, a string or a number; null if the description has none
 * @param userInfo whatever the application tells others; null if nothing
 */
public record Member(
        JsonText data, @Nullable JsonText userId, @Nullable JsonText userInfo) {
    /** What laravel-echo-server adds to a description; an application's own would be taken for it. */
    private static final String SOCKET_ID = "socketId";

    /** Empty if {@code channelData} describes nobody, because it is no object. */
    public static Optional<Member> of(JsonText channelData) {
        if (!channelData.isObject()) {
            return Optional.empty();
        }
        Map<String, JsonText> fields = channelData.members();
        JsonText data = channelData;
        if (fields.containsKey(SOCKET_ID)) {
            fields = new LinkedHashMap<>(fields);
            fields.remove(SOCKET_ID);
            data = JsonText.ofMembers(fields);
        }
        return Optional.of(new Member(data, fields.get("user_id"), fields.get("user_info")));
    }

    /** What tells users apart: the id as a string, so that {@code 5} and {@code "5"} are one user. */
    public Optional<String> key() {
        return Optional.ofNullable(userId).map(id -> id.isString() ? id.string() : id.text());
    }
}
