package canyon.demo;

import canyon.app.App;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Laravel application would answer to {@code /broadcasting/auth}: in the form of its redis driver, or of its
 * pusher driver if {@code driver=pusher} is asked for. Both name a user in the same way, so that a room may be mixed.
 */
final class DemoAuthorization implements DemoStandIn {
    static final String UNKNOWN_DRIVER = "driver is redis or pusher";

    private final DemoSignature signature;

    DemoAuthorization(App app) {
        this.signature = new DemoSignature(app);
    }

    /** @param fields {@code channel_name}, {@code socket_id}, {@code driver} */
    @Override
    public DemoAnswer answer(@Nullable String authorization, Map<String, String> fields) {
        Optional<DemoUser> user = DemoUser.of(authorization);
        if (user.isEmpty()) {
            return DemoAnswer.forbidden(DemoRules.NO_TOKEN);
        }
        String channel = fields.getOrDefault("channel_name", "");
        Optional<String> objection = DemoRules.objection(user.get(), channel);
        if (objection.isPresent()) {
            return DemoAnswer.forbidden(objection.get());
        }
        JsonText member = DemoRules.isPresence(channel) ? memberOf(user.get()) : null;
        return switch (fields.getOrDefault("driver", "redis")) {
            case "redis" -> redis(member);
            case "pusher" ->
                DemoSignature.socketId(fields)
                        .map(socketId -> pusher(socketId, channel, member))
                        .orElseGet(() -> DemoAnswer.badRequest(DemoSignature.NO_SOCKET_ID));
            default -> DemoAnswer.badRequest(UNKNOWN_DRIVER);
        };
    }

    private static DemoAnswer redis(@Nullable JsonText member) {
        return DemoAnswer.ok(member == null ? "true" : "{\"channel_data\":" + member + "}");
    }

    private DemoAnswer pusher(String socketId, String channel, @Nullable JsonText member) {
        if (member != null) {
            // A string, because the browser has to hand on exactly the bytes that are signed.
            return DemoAnswer.ok("{\"auth\":%s,\"channel_data\":%s}"
                    .formatted(signature.of(socketId, channel, member.text()), JsonText.ofString(member.text())));
        }
        JsonText auth = signature.of(socketId, channel);
        return DemoAnswer.ok(
                new ChannelName(channel).isEncrypted()
                        ? "{\"auth\":%s,\"shared_secret\":%s}".formatted(auth, DemoEncryption.sharedSecret(channel))
                        : "{\"auth\":%s}".formatted(auth));
    }

    private static JsonText memberOf(DemoUser user) {
        return new JsonText("{\"user_id\":%s,\"user_info\":%s}".formatted(JsonText.ofString(user.name()), user.info()));
    }
}
