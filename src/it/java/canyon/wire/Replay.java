package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Transcript.Line;
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
final class Replay {
    private final Transcript transcript;
    private final Peer peer;
    private final Laravel laravel;
    private final Witnesses witnesses;
    private final Differences differences;
    private final Identities identities = new Identities();
    private final Answers answers = new Answers(identities);
    private final Map<String, Queue<HttpCall>> calls = new HashMap<>();
    private final Map<String, RawWebSocket> webSockets = new HashMap<>();
    /** Clients that have begun to close. */
    private final Set<String> closing = new HashSet<>();
    /** Clients whose WebSocket has ended, be it in a close or a refusal. */
    private final Set<String> ended = new HashSet<>();
    /** Requests at whose answer the recorder gave up. */
    private final Set<String> givenUp = new HashSet<>();

    Replay(Transcript transcript, Peer peer, Laravel laravel, Witnesses witnesses) {
        this.transcript = transcript;
        this.peer = peer;
        this.laravel = laravel;
        this.witnesses = witnesses;
        this.differences = new Differences(transcript);
    }

    void run() throws IOException, OvertakenException {
        for (int i = 0; i < transcript.lines().size(); i++) {
            play(transcript.lines().get(i), i);
        }
        assertThat(differences.unused())
                .as("differences at lines that do not exist")
                .isEmpty();
        assertThat(calls.values()).as("requests whose answer was not looked at").allMatch(Queue::isEmpty);
        assertThat(ended).as("clients that have come to their end").containsAll(webSockets.keySet());
    }

    private void play(Line line, int index) throws IOException, OvertakenException {
        Optional<List<Line>> instead = differences.of(line);
        try {
            if (!line.kind().equals("about")
                    && !line.kind().equals("note")
                    && !line.text("who").contains("->")) {
                recorderDid(line);
            } else if (line.isFromServer()) {
                for (Line expected : instead.orElse(List.of(line))) {
                    serverDoes(line, expected);
                }
            } else {
                clientDoes(line);
                if (instead.isPresent()) {
                    for (Line expected : instead.get()) {
                        serverDoes(line, expected);
                    }
                } else if (line.kind().startsWith("ws-frame") && isUnanswered(line, index)) {
                    RoundTrip.on(webSocket(line));
                }
            }
        } catch (IOException | AssertionError e) {
            throw new AssertionError("line " + line.number() + ": " + line.fields(), e);
        }
    }

    private void clientDoes(Line line) throws IOException {
        switch (line.kind()) {
            case "about", "note" -> {}
            case "http-request" -> {
                String path = line.text("path");
                Map<String, String> headers = line.headers();
                // Of the recorded body; ids have other lengths here.
                headers.remove("Content-Length");
                String body = identities.translate(line.text("body"));
                HttpCall call = peer.call(line.text("method"), identities.translate(path), headers, body);
                calls.computeIfAbsent(line.text("method") + " " + path, request -> new ArrayDeque<>())
                        .add(call);
            }
            case "ws-connect" -> {
                ended.remove(line.client());
                closing.remove(line.client());
                webSockets.put(line.client(), peer.webSocket(identities.translate(line.text("path")), line.headers()));
            }
            case "ws-frame" -> webSocket(line).send(identities.translate(line.text("data")));
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
            case "ws-frame" ->
                answers.compare(expected.text("data"), webSocket(line).receive().toString());
            case "ws-closed" -> {
                ended.add(line.client());
                boolean byClient = closing.contains(line.client());
                Answers.compareClose(
                        expected.integer("code"), byClient, webSocket(line).receive());
            }
            default -> throw new AssertionError("a kind of line that nobody compares");
        }
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
