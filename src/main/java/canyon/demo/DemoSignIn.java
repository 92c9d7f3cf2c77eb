package canyon.demo;

import canyon.app.App;
import canyon.message.JsonText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a Laravel application would answer to {@code /broadcasting/user-auth}: who a connection of Pusher's is. */
final class DemoSignIn implements DemoStandIn {
    private final DemoSignature signature;

    DemoSignIn(App app) {
        this.signature = new DemoSignature(app);
    }

    /** @param fields {@code socket_id} */
    @Override
    public DemoAnswer answer(@Nullable String authorization, Map<String, String> fields) {
        Optional<DemoUser> user = DemoUser.of(authorization);
        if (user.isEmpty()) {
            return DemoAnswer.forbidden(DemoRules.NO_TOKEN);
        }
        return DemoSignature.socketId(fields)
                .map(socketId -> signIn(socketId, user.get()))
                .orElseGet(() -> DemoAnswer.badRequest(DemoSignature.NO_SOCKET_ID));
    }

    private DemoAnswer signIn(String socketId, DemoUser user) {
        String data = "{\"id\":%s,\"user_info\":%s}".formatted(JsonText.ofString(user.name()), user.info());
        return DemoAnswer.ok("{\"auth\":%s,\"user_data\":%s}"
                .formatted(signature.of(socketId, "", "user", "", data), JsonText.ofString(data)));
    }
}
