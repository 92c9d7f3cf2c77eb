package canyon.demo;

import canyon.config.AppSettings;
import canyon.config.Secret;
import canyon.message.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs that a connection may join a channel: the application's key, a colon, and the HMAC-SHA256 of what is signed, as
 * Pusher's "Authentication signatures" tells.
 *
 * <p>Safe for use from any thread.
 */
final class PusherSignature {
    private static final String HMAC = "HmacSHA256";

    private final String key;
    private final Secret secret;

    PusherSignature(AppSettings app) {
        this.key = app.key();
        this.secret = app.secret();
    }

    /** @param signed joined by colons: socket id, channel, and for a presence channel its member */
    JsonText of(String... signed) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), HMAC));
            byte[] signature = mac.doFinal(String.join(":", signed).getBytes(StandardCharsets.UTF_8));
            return JsonText.ofString(key + ":" + HexFormat.of().formatHex(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
