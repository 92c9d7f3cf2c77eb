package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Packets.Packet;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what Canyon answers with what was recorded. At all lines these differ on purpose:
 *
 * <ul>
 *   <li>the value of the cookie is a secret of its own, since in revision 3 others know the session id
 *   <li>the recorded server for revision 4 was set up for credentials; Canyon answers to requests without an origin as
 *       the one for revision 3 did
 *   <li>{@code maxPayload} is 1,000,000, not 100,000,000
 *   <li>a close frame has a code: that of the client, or 1002 after what breaks the protocol
 *   <li>the figures of the process are its own, and there is no {@code arrayBuffers}, which is Node's
 *   <li>a page that says what is not there under {@code /socket.io/} is the application server's
 * </ul>
 *
 * @param channels of the recording: others have clients too, of other tests
 */
record Answers(Identities identities, Set<String> channels) {
    private static final Set<String> COMPARED_HEADERS = Set.of("content-type", "set-cookie");
    private static final int NORMAL_CLOSE = 1000;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int NO_CODE = 1005;

    /** @param path of the request */
    void compare(String path, HttpAnswer recorded, HttpAnswer answered) {
        assertThat(answered.status()).isEqualTo(recorded.status());
        assertThat(headers(path, answered)).isEqualTo(headers(path, recorded));
        boolean payload =
                recorded.status() == 200 && recorded.header("Content-Type").startsWith("text/plain");
        if (payload) {
            comparePackets(Packets.inBody(path, recorded.body()), Packets.inBody(path, answered.body()));
            assertThat(answered.body().startsWith("___eio[0]("))
                    .isEqualTo(recorded.body().startsWith("___eio[0]("));
        } else if (recorded.body().startsWith("{")) {
            assertThat(document(path, answered.body())).isEqualTo(document(path, recorded.body()));
        } else if (!isServersPage(recorded)) {
            assertThat(answered.body()).isEqualTo(recorded.body());
        }
    }

    private static boolean isServersPage(HttpAnswer answer) {
        return answer.status() == 404 && answer.header("Content-Type").equals("text/html");
    }

    private JsonValue document(String path, String body) {
        JsonObject document = Packets.value(body).asJsonObject();
        if (path.contains("/status")) {
            return figures(document);
        }
        JsonValue occupied = document.get("channels");
        if (occupied == null) {
            return document;
        }
        JsonObjectBuilder own = Json.createObjectBuilder();
        occupied.asJsonObject().forEach((channel, state) -> {
            if (channels.contains(channel)) {
                own.add(channel, state);
            }
        });
        return Json.createObjectBuilder(document).add("channels", own).build();
    }

    /** Their names, whatever their values. */
    private static JsonObject figures(JsonObject document) {
        JsonObjectBuilder names = Json.createObjectBuilder();
        document.forEach((name, value) -> {
            if (value instanceof JsonObject inner) {
                names.add(name, figures(inner));
            } else if (!name.equals("arrayBuffers")) {
                names.add(name, value instanceof JsonNumber ? Json.createValue(0) : value);
            }
        });
        return names.build();
    }

    private void comparePackets(List<String> recorded, List<String> answered) {
        assertThat(answered).hasSameSizeAs(recorded);
        for (int i = 0; i < recorded.size(); i++) {
            compare(recorded.get(i), answered.get(i));
        }
    }

    void compare(String recorded, String answered) {
        identities.learn(recorded, answered);
        String expected = identities.translate(recorded).replace("\"maxPayload\":100000000", "\"maxPayload\":1000000");
        assertThat(Packet.of(answered)).isEqualTo(Packet.of(expected));
    }

    /** @param byClient whether the client began to close */
    static void compareClose(int recorded, boolean byClient, WebSocketFrame answered) {
        assertThat(answered.isClose()).as("a close, not " + answered).isTrue();
        int expected = byClient ? NORMAL_CLOSE : PROTOCOL_ERROR;
        assertThat(answered.code()).isEqualTo(recorded == NO_CODE ? expected : recorded);
    }

    private static Map<String, String> headers(String path, HttpAnswer answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.headers().forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (COMPARED_HEADERS.contains(key) || key.startsWith("access-control-")) {
                headers.put(key, shape(key, value));
            }
        });
        if (path.contains("EIO=4") && headers.remove("access-control-allow-credentials") != null) {
            headers.put("access-control-allow-origin", "*");
        }
        return headers;
    }

    private static String shape(String header, String value) {
        return switch (header) {
            case "set-cookie" -> value.replaceFirst("^io=[\\w-]{20,}", "io=*");
            case "content-type" -> value.replace(" ", "").toLowerCase(Locale.ROOT);
            default -> value;
        };
    }
}
