package canyon.demo;

import canyon.config.AppSettings;
import canyon.message.JsonText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Laravel application would answer to {@code /broadcasting/auth}: in the form of its redis driver, or of its
 * pusher driver if {@code driver=pusher} is asked for.
 *
 * <p>Safe for use from any thread.
 */
final class DemoAuthorization {
    static final String UNKNOWN_DRIVER = "driver is redis or pusher";
    static final String NO_SOCKET_ID = "The pusher driver signs for one connection: send its socket_id, digits.digits";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    /** What Laravel's Pusher library lets pass, bounded. */
    private static final Pattern SOCKET_ID = Pattern.compile("\\d{1,20}\\.\\d{1,20}");

    private final PusherSignature signature;

    DemoAuthorization(AppSettings app) {
        this.signature = new PusherSignature(app);
    }

    /** @param fields of the form and the query: {@code channel_name}, {@code socket_id}, {@code driver} */
    Answer answer(@Nullable String authorization, Map<String, String> fields) {
        Optional<DemoUser> user = DemoUser.of(authorization);
        if (user.isEmpty()) {
            return error(FORBIDDEN, DemoRules.NO_TOKEN);
        }
        String channel = fields.getOrDefault("channel_name", "");
        Optional<String> objection = DemoRules.objection(user.get(), channel);
        if (objection.isPresent()) {
            return error(FORBIDDEN, objection.get());
        }
        JsonText member = DemoRules.isPresence(channel) ? memberOf(user.get()) : null;
        return switch (fields.getOrDefault("driver", "redis")) {
            case "redis" -> redis(member);
            case "pusher" -> pusher(fields.get("socket_id"), channel, member);
            default -> error(BAD_REQUEST, UNKNOWN_DRIVER);
        };
    }

    private static Answer redis(@Nullable JsonText member) {
        return new Answer(OK, new JsonText(member == null ? "true" : "{\"channel_data\":" + member + "}"));
    }

    private Answer pusher(@Nullable String socketId, String channel, @Nullable JsonText member) {
        if (socketId == null || !SOCKET_ID.matcher(socketId).matches()) {
            return error(BAD_REQUEST, NO_SOCKET_ID);
        }
        if (member == null) {
            return new Answer(OK, new JsonText("{\"auth\":" + signature.of(socketId, channel) + "}"));
        }
        // A string, because the browser has to hand on exactly the bytes that are signed.
        return new Answer(
                OK,
                new JsonText("{\"auth\":%s,\"channel_data\":%s}"
                        .formatted(signature.of(socketId, channel, member.text()), JsonText.ofString(member.text()))));
    }

    private static JsonText memberOf(DemoUser user) {
        return new JsonText("{\"user_id\":%s,\"user_info\":%s}".formatted(JsonText.ofString(user.name()), user.info()));
    }

    static Answer error(int status, String message) {
        return new Answer(status, new JsonText("{\"message\":" + JsonText.ofString(message) + "}"));
    }

    /** An HTTP status and a body. */
    record Answer(int status, JsonText body) {}
}
