package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.HttpAnswer;
import canyon.wire.HttpCall;
import canyon.wire.Peer;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session by long-polling, from which anything can be sent.
 *
 * @param path of its requests
 * @param cookie that the handshake set
 */
record PollingIntruder(Peer peer, String path, String cookie) {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    /** @param version of Engine.IO */
    static PollingIntruder at(Peer peer, int version) throws IOException {
        return at(peer, version, Map.of());
    }

    static PollingIntruder at(Peer peer, int version, Map<String, String> headers) throws IOException {
        String path = "/socket.io/?EIO=" + version + "&transport=polling";
        HttpAnswer answer = peer.call("GET", path, headers, "").answer();
        Matcher sid = SID.matcher(answer.body());
        assertThat(sid.find()).as("a sid in " + answer).isTrue();
        String cookie = answer.header("Set-Cookie");
        return new PollingIntruder(peer, path + "&sid=" + sid.group(1), cookie.replaceFirst(";.*", ""));
    }

    PollingIntruder from(Peer other) {
        return new PollingIntruder(other, path, cookie);
    }

    HttpCall poll() throws IOException {
        return peer.get(path);
    }

    HttpAnswer poll(Map<String, String> headers) throws IOException {
        return peer.call("GET", path, headers, "").answer();
    }

    HttpAnswer post(String body) throws IOException {
        return peer.post(path, body).answer();
    }

    HttpCall post(Map<String, String> headers, byte[] body) throws IOException {
        return peer.call("POST", path, headers, body);
    }

    void isGone() throws IOException {
        assertUnknown(poll().answer());
    }

    static void assertUnknown(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }
}
