package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServers;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which session id of Canyon stands for which recorded one; and which application, and which key of it. */
final class Identities {
    private static final String SOCKET_ID = "\\d{1,20}\\.\\d{1,20}";
    private static final String SECRET = "[\\w-]{24}";

    private final Map<String, String> given = new LinkedHashMap<>();

    Identities() {
        given.put("canyon-app", CanyonServers.APP_ID);
        given.put("canyon-key", CanyonServers.API_KEY);
    }

    /** Learns from a handshake or from an answer to a connect; from other packets there is nothing to learn. */
    void learn(String recorded, String answered) {
        boolean handshake = recorded.startsWith("0{");
        if (handshake || recorded.startsWith("40{")) {
            String id = sid(answered);
            boolean secret = handshake && answered.contains("maxPayload");
            assertThat(id).as("the id in " + answered).matches(secret ? SECRET : SOCKET_ID);
            given.put(sid(recorded), id);
        }
    }

    /** The id in a handshake, or in the answer to a connect. */
    static String sid(String packet) {
        JsonObject json = Packets.value(packet.substring(packet.indexOf('{'))).asJsonObject();
        JsonString sid = json.getJsonString("sid");
        assertThat(sid).as("the sid in " + packet).isNotNull();
        return sid.getString();
    }

    /** What was recorded, with Canyon's ids. */
    String translate(String recorded) {
        String text = recorded;
        for (Map.Entry<String, String> id : given.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        return text;
    }
}
