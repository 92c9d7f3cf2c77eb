package canyon.dashboard.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who was right lately: the same text from the same address needs no second look, so that whoever scrapes metrics each
 * few seconds costs next to nothing, and many requests of one page are no guesses. From another address it does. Texts
 * are kept in a form that only this process can compare. Safe for use from any thread.
 */
final class Known {
    private static final int MAX = 100;
    private static final String MAC = "HmacSHA256";

    private final SecretKeySpec key;

    @GuardedBy("this")
    private final Map<String, Boolean> right = new LinkedHashMap<>();

    Known() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, MAC);
    }

    boolean has(String address, String text) {
        String mac = mac(address, text);
        synchronized (this) {
            return right.containsKey(mac);
        }
    }

    void add(String address, String text) {
        String mac = mac(address, text);
        synchronized (this) {
            right.put(mac, true);
            if (right.size() > MAX) {
                right.remove(right.keySet().iterator().next());
            }
        }
    }

    void remove(String address, String text) {
        String mac = mac(address, text);
        synchronized (this) {
            right.remove(mac);
        }
    }

    private String mac(String address, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((address + '\n' + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }
}
