package canyon.support;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Answers with a signature, as Laravel does with {@code BROADCAST_CONNECTION=pusher} or {@code reverb}. */
final class PusherDriver {
    private static final String ALGORITHM = "HmacSHA256";

    private PusherDriver() {}

    /** @param member of a presence channel, JSON */
    static String answer(AuthRequest request, @Nullable String member) {
        String signed = request.socketId() + ":" + request.channel() + (member == null ? "" : ":" + member);
        JsonObjectBuilder answer =
                Json.createObjectBuilder().add("auth", CanyonServers.APP_KEY + ":" + signature(signed));
        if (member != null) {
            answer.add("channel_data", member);
        }
        return answer.build().toString();
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(CanyonServers.APP_SECRET.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
