package canyon.webhook;

import canyon.wire.Packets;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook as it came over the wire. */
final class Received {
    private final String method;
    private final URI target;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final long nanos;

    /**
     * A request.
     *
     * @param headers by name in lower case
     * @param nanos when it came, of {@link System#nanoTime}
     */
    Received(String method, URI target, Map<String, List<String>> headers, byte[] body, long nanos) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.nanos = nanos;
    }

    /** Method and target. */
    String line() {
        return method + " " + target;
    }

    List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    long nanos() {
        return nanos;
    }

    List<JsonObject> events() {
        return Packets.value(body()).asJsonObject().getJsonArray("events").getValuesAs(JsonObject.class);
    }

    /** What an application finds that verifies it. */
    String signatureWith(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return line() + " " + body();
    }
}
