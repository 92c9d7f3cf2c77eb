package canyon.demo;

import canyon.message.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The keys of encrypted channels, which only publishers and subscribers know: Canyon itself has no use for them. */
final class DemoEncryption {
    /** 32 bytes, as each of Pusher's server libraries wants them ({@code encryption_master_key_base64}). */
    private static final String MASTER_KEY = "the key of Canyon's demo channel";

    private static final String DIGEST = "SHA-256";

    private DemoEncryption() {}

    /** The channel's own key in base 64, as those libraries make it. */
    static JsonText sharedSecret(String channel) {
        try {
            byte[] key =
                    MessageDigest.getInstance(DIGEST).digest((channel + MASTER_KEY).getBytes(StandardCharsets.UTF_8));
            return JsonText.ofString(Base64.getEncoder().encodeToString(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + DIGEST, e);
        }
    }
}
