package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.AuthAnswer;
import canyon.support.AuthRequest;
import canyon.support.LaravelApp;
import canyon.wire.Transcript.Line;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Laravel application's part of a recording. Each request of Canyon waits until the recording comes to it, however
 * many are under way at once, and is answered as it was recorded.
 */
final class Authorizations implements AutoCloseable {
    /** Of each connection, or of Canyon's HTTP client. */
    private static final Set<String> NOT_COMPARED = Set.of(
            "host", "content-length", "connection", "user-agent", "accept", "cache-control", "pragma", "keep-alive");

    private final LaravelApp app;

    /** Who waits for which channel, in the order in which they asked. */
    private final Map<String, Queue<String>> waiting = new HashMap<>();

    /** An HTTP client may repeat a request whose connection was dropped: that is answered like the first. */
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();

    private boolean down;

    Authorizations(LaravelApp app) {
        this.app = app;
        app.holds(request -> !dropped.contains(request.channel()));
    }

    /** A client sends a packet, which may ask for a channel. */
    void sent(String client, String packet) {
        Transcript.subscribed(packet)
                .ifPresent(channel -> waiting.computeIfAbsent(channel, name -> new ArrayDeque<>())
                        .add(client));
    }

    /** Whose request the line tells of. */
    String client(Line line) {
        Queue<String> clients = waiting.getOrDefault(channel(line), new ArrayDeque<>());
        assertThat(clients).as("clients that wait for " + channel(line)).isNotEmpty();
        return clients.remove();
    }

    static String channel(Line line) {
        return AuthRequest.form(line.text("body")).getOrDefault("channel_name", "");
    }

    /** Returns when Canyon's request has come, is what was recorded, and is answered. */
    void play(Line line, String socketId) throws InterruptedException {
        String channel = channel(line);
        AuthRequest request =
                app.await(any -> any.channel().equals(channel) && any.socketId().equals(socketId));
        assertThat(request.method()).isEqualTo(line.text("method"));
        assertThat(request.target()).isEqualTo(line.text("url"));
        assertThat(request.form()).containsOnlyKeys("channel_name", "socket_id");
        assertThat(request.headers("Accept")).containsExactly("application/json");
        assertThat(compared(request)).isEqualTo(compared(line));
        request.answer(answer(line));
    }

    /** The application ends; it is there again for the next test. */
    void goDown() throws IOException {
        down = true;
        app.stop();
    }

    /** Nothing was asked that is not recorded. */
    void assertNothingElse() {
        assertThat(app.requests())
                .filteredOn(request -> !dropped.contains(request.channel()))
                .isEmpty();
        assertThat(app.requests()).as("repeated requests").hasSizeLessThanOrEqualTo(dropped.size());
    }

    private AuthAnswer answer(Line line) {
        JsonObject answered = line.fields().getJsonObject("answered");
        int status = answered.getInt("status");
        if (status == 0) {
            dropped.add(channel(line));
            app.answers(channel(line), AuthAnswer.drop());
            return AuthAnswer.drop();
        }
        return status == 302
                ? AuthAnswer.redirect(status, app.home())
                : AuthAnswer.of(status, answered.getString("body"));
    }

    private static Map<String, String> compared(AuthRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach(header -> headers.merge(
                        header.name().toLowerCase(Locale.ROOT), header.value(), (one, more) -> one + ", " + more));
        headers.keySet().removeAll(NOT_COMPARED);
        return headers;
    }

    private static Map<String, String> compared(Line line) {
        Map<String, String> headers = new HashMap<>();
        line.rawHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.keySet().removeAll(NOT_COMPARED);
        return headers;
    }

    @Override
    public void close() throws IOException {
        app.reset();
        if (down) {
            app.startAgain();
        }
    }
}
