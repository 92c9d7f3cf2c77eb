package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.LaravelApp;
import canyon.wire.Transcript.Line;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Plays a recording: does what its clients and Laravel did, in their order, and compares what Canyon does with what the
 * recorded server did. Where that one did nothing, a round trip proves that Canyon did nothing either.
 */
final class Replay implements AutoCloseable {
    private final Transcript transcript;
    private final Peer peer;
    private final Laravel laravel;
    private final Witnesses witnesses;
    private final Differences differences;
    private final Identities identities = new Identities();
    private final Answers answers;
    private final Authorizations authorizations;
    private final Occupancy occupancy;
    private final Map<String, Queue<HttpCall>> calls = new HashMap<>();
    private final Map<String, RawWebSocket> webSockets = new HashMap<>();
    /** Clients that have begun to close. */
    private final Set<String> closing = new HashSet<>();
    /** Clients whose WebSocket has ended, be it in a close or a refusal. */
    private final Set<String> ended = new HashSet<>();
    /** Requests at whose answer the recorder gave up. */
    private final Set<String> givenUp = new HashSet<>();

    Replay(Transcript transcript, Peer peer, Laravel laravel, LaravelApp app, Witnesses witnesses) {
        this.transcript = transcript;
        this.peer = peer;
        this.laravel = laravel;
        this.witnesses = witnesses;
        this.differences = new Differences(transcript);
        this.answers = new Answers(identities, transcript.channels());
        this.authorizations = new Authorizations(app);
        this.occupancy = new Occupancy(peer);
    }

    void run() throws IOException, InterruptedException, OvertakenException {
        for (int i = 0; i < transcript.lines().size(); i++) {
            play(transcript.lines().get(i), i);
        }
        assertThat(differences.unused())
                .as("differences at lines that do not exist")
                .isEmpty();
        authorizations.assertNothingElse();
        assertThat(calls.values()).as("requests whose answer was not looked at").allMatch(Queue::isEmpty);
        assertThat(ended).as("clients that have come to their end").containsAll(webSockets.keySet());
    }

    private void play(Line line, int index) throws IOException, InterruptedException, OvertakenException {
        Optional<List<Line>> instead = differences.of(line);
        try {
            switch (line.kind()) {
                case "about" -> {}
                case "note" -> {
                    if (line.text("text").equals("auth app down")) {
                        authorizations.goDown();
                    }
                }
                case "auth-request" -> authorize(line, index, instead);
                case "redis-key" -> compareKey(line);
                case "http-timeout", "ws-error" -> recorderDid(line);
                default -> {
                    if (line.isFromServer()) {
                        serverDoes(line, instead.orElse(List.of(line)));
                    } else {
                        clientDoes(line);
                        answered(line, index, instead);
                    }
                }
            }
        } catch (IOException | AssertionError e) {
            throw new AssertionError("line " + line.number() + ": " + line.fields(), e);
        }
    }

    private void answered(Line line, int index, Optional<List<Line>> instead) throws IOException, OvertakenException {
        if (instead.isPresent()) {
            serverDoes(line, instead.get());
        } else if (line.kind().startsWith("ws-frame") && isUnanswered(line, index)) {
            RoundTrip.on(webSocket(line));
        }
    }

    /** Whoever is let in without a word is in the channel when this returns. */
    private void authorize(Line line, int index, Optional<List<Line>> instead)
            throws IOException, InterruptedException, OvertakenException {
        String channel = Authorizations.channel(line);
        int before = occupancy.of(channel);
        String client = authorizations.client(line);
        authorizations.play(line, identities.translate(transcript.socketId(client, index)));
        if (instead.isPresent()) {
            serverDoes(line, instead.get());
        } else if (!transcript.lines().get(index + 1).kind().equals("ws-frame")
                || !transcript.lines().get(index + 1).isFromServer()) {
            occupancy.await(channel, before + 1);
        }
    }

    private void compareKey(Line line) {
        JsonValue expected = Packets.value(identities.translate(line.text("value")));
        long deadline = System.nanoTime() + Peer.PATIENCE.toNanos();
        JsonValue value = Packets.value(laravel.key(line.text("key")));
        while (!value.equals(expected) && System.nanoTime() - deadline < 0) {
            value = Packets.value(laravel.key(line.text("key")));
        }
        assertThat(value).isEqualTo(expected);
    }

    private void clientDoes(Line line) throws IOException {
        switch (line.kind()) {
            case "http-request" -> {
                String path = line.text("path");
                String body = identities.translate(line.text("body"));
                Map<String, String> headers = line.headers();
                headers.replaceAll((name, value) -> identities.translate(value));
                if (!body.isEmpty()) {
                    // Of the recorded body; ids have other lengths here.
                    headers.remove("Content-Length");
                }
                HttpCall call = peer.call(line.text("method"), identities.translate(path), headers, body);
                calls.computeIfAbsent(line.text("method") + " " + path, request -> new ArrayDeque<>())
                        .add(call);
            }
            case "ws-connect" -> {
                ended.remove(line.client());
                closing.remove(line.client());
                RawWebSocket before = webSockets.get(line.client());
                if (before != null) {
                    before.close();
                }
                webSockets.put(line.client(), peer.webSocket(identities.translate(line.text("path")), line.headers()));
            }
            case "ws-frame" -> {
                authorizations.sent(line.client(), line.text("data"));
                webSocket(line).send(identities.translate(line.text("data")));
            }
            case "ws-frame-binary" ->
                webSocket(line).send(WebSocketFrame.BINARY, HexFormat.of().parseHex(line.text("data")));
            case "ws-close" -> {
                if (!ended.contains(line.client())) {
                    closing.add(line.client());
                    webSocket(line).sendClose();
                }
            }
            case "redis-publish" -> {
                laravel.publish(line.text("channel"), identities.translate(line.text("message")));
                witnesses.awaitAllPublished();
            }
            default -> throw new AssertionError("a kind of line that nobody plays");
        }
    }

    /** @param instead what is expected at the line; if nothing, a round trip proves that nothing comes */
    private void serverDoes(Line line, List<Line> instead) throws IOException, OvertakenException {
        for (Line expected : instead) {
            serverDoes(line, expected);
        }
        if (instead.isEmpty() && webSockets.containsKey(line.client()) && !ended.contains(line.client())) {
            RoundTrip.on(webSocket(line));
        }
    }

    private void serverDoes(Line line, Line expected) throws IOException, OvertakenException {
        switch (expected.kind()) {
            case "http-response" -> {
                HttpCall call = call(line.text("for"));
                HttpAnswer answer = call.answer();
                OvertakenException.throwIf(line.text("for"), expected.answer(), answer);
                answers.compare(line.text("for"), expected.answer(), answer);
            }
            case "http-error" ->
                assertThat(givenUp).as("requests that the recorder broke off").contains(line.text("for"));
            case "ws-accepted" -> {
                HttpAnswer handshake = webSocket(line).handshake();
                assertThat(handshake.status()).isEqualTo(101);
                assertThat(handshake.header("Upgrade")).isEqualToIgnoringCase("websocket");
                assertThat(handshake.header("Connection")).isEqualToIgnoringCase("Upgrade");
            }
            case "ws-refused" -> {
                HttpAnswer handshake = webSocket(line).handshake();
                ended.add(line.client());
                assertThat(handshake.status()).isEqualTo(expected.integer("status"));
                if (!expected.text("body").isEmpty()) {
                    answers.compare("", expected.answer(), handshake);
                }
            }
            case "ws-frame" -> {
                // An authorization names no client, but what it leads to does.
                Line named = expected.client().isEmpty() ? line : expected;
                answers.compare(
                        expected.text("data"), webSocket(named).receive().toString());
            }
            case "ws-closed" -> {
                ended.add(line.client());
                boolean byClient = closing.contains(line.client());
                Answers.compareClose(expected.integer("code"), byClient, close(line, byClient));
            }
            default -> throw new AssertionError("a kind of line that nobody compares");
        }
    }

    /** Of several clients that close at the same moment one may still hear that another is gone. */
    private WebSocketFrame close(Line line, boolean byClient) throws IOException {
        WebSocketFrame frame = webSocket(line).receive();
        while (byClient && closing.size() > 1 && frame.toString().startsWith("42[\"presence:leaving\",")) {
            frame = webSocket(line).receive();
        }
        return frame;
    }

    private void recorderDid(Line line) throws IOException {
        switch (line.kind()) {
            case "http-timeout" -> {
                givenUp.add(line.text("for"));
                provePolling(line.text("for"));
            }
            case "ws-error" ->
                assertThat(differences.of(line)).as("explained by a difference").isPresent();
            default -> throw new AssertionError("a kind of line that nobody plays");
        }
    }

    /** The poll still waits: what it is answered is the ping that is sent now, and nothing from before. */
    private void provePolling(String request) throws IOException {
        String path = identities.translate(request.substring(request.indexOf(' ') + 1));
        HttpAnswer posted = peer.post(path, "1:2").answer();
        assertThat(posted.body()).isEqualTo("ok");
        assertThat(call(request).answer().body()).isEqualTo("1:3");
    }

    /** Drops the connections that the recording has left. */
    @Override
    public void close() throws IOException {
        for (RawWebSocket webSocket : webSockets.values()) {
            webSocket.close();
        }
        authorizations.close();
    }

    private HttpCall call(String request) {
        Queue<HttpCall> waiting = calls.getOrDefault(request, new ArrayDeque<>());
        assertThat(waiting).as("requests that wait for this answer").isNotEmpty();
        return waiting.remove();
    }

    private RawWebSocket webSocket(Line line) {
        RawWebSocket found = webSockets.get(line.client());
        if (found == null) {
            throw new AssertionError("no WebSocket of this client");
        }
        return found;
    }

    /** Whether nothing came back for what a client sent before the client, or Laravel, did the next thing. */
    private boolean isUnanswered(Line sent, int index) {
        return transcript.lines().stream()
                .skip(index + 1L)
                .filter(line ->
                        (line.client().equals(sent.client()) && line.kind().startsWith("ws-"))
                                || line.kind().equals("redis-publish"))
                .findFirst()
                .map(next -> !next.isFromServer())
                .orElse(true);
    }
}
