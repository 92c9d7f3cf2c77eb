package canyon.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.transport.engineio.EngineSession;
import canyon.transport.engineio.EngineVersion;
import canyon.transport.engineio.TestServer;
import canyon.transport.engineio.TestSocket;
import canyon.transport.engineio.WaitingRequest;
import canyon.transport.socketio.RecordedExchange.Line;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One client of a recorded exchange. */
final class ReplayedClient {
    private static final Pattern SOCKET = Pattern.compile("40\\{\"sid\":\"([^\"]+)\"}");

    private final String name;
    private final EngineSession session;
    private final Queue<WaitingRequest> gets = new ArrayDeque<>();
    private final Queue<WaitingRequest> posts = new ArrayDeque<>();
    private @Nullable TestSocket socket;
    private int heard;
    private @Nullable String socketId;

    private ReplayedClient(String name, EngineSession session, @Nullable TestSocket socket) {
        this.name = name;
        this.session = session;
        this.socket = socket;
    }

    static ReplayedClient connect(TestServer server, String name, EngineVersion version) {
        TestSocket socket = server.connect(version);
        return new ReplayedClient(name, socket.session(), socket);
    }

    static ReplayedClient open(TestServer server, String name, EngineVersion version) {
        ReplayedClient client = new ReplayedClient(name, server.open(version), null);
        client.gets.add(WaitingRequest.get(client.session));
        return client;
    }

    void play(Line line, TestServer server) {
        switch (line.verb()) {
            case "sends" -> socket().says(line.words());
            case "sends-binary" -> socket().says(HexFormat.of().parseHex(line.words()));
            case "hears" -> {
                assertThat(socket().heard())
                        .as("%s hears %s", name, line.words())
                        .hasSizeGreaterThan(heard);
                assertSame(socket().heard().get(heard++), line.words());
            }
            case "is-closed" -> assertThat(socket().closed()).isEqualTo(CloseReason.MALFORMED);
            case "leaves" -> leave();
            case "upgrades" -> socket = server.upgrade(session);
            case "gets" -> gets.add(WaitingRequest.get(session));
            case "got" -> assertSame(gets.remove().answer(), answer(line.words()));
            case "posts" -> posts.add(WaitingRequest.post(session, body(line.words())));
            case "posts-raw" -> posts.add(WaitingRequest.post(session, line.words()));
            case "posted" -> assertSame(posts.remove().answer(), line.words());
            default -> throw new AssertionError(line);
        }
    }

    private TestSocket socket() {
        TestSocket opened = socket;
        if (opened == null) {
            throw new AssertionError(name + " has no WebSocket");
        }
        return opened;
    }

    private void assertSame(String said, String recorded) {
        Matcher id = SOCKET.matcher(said);
        if (id.find() && recorded.contains("{" + name + ".socket}")) {
            socketId = id.group(1);
        }
        assertThat(said).isEqualTo(withIds(recorded));
    }

    /** Status and body; several packets only where all went well. */
    private String answer(String recorded) {
        return recorded.startsWith("200 ") ? "200 " + body(recorded.substring(4)) : recorded;
    }

    /** Packets as they stand in a body of this version, written down without the codec that is to be shown right. */
    private String body(String packets) {
        Stream<String> parts = Stream.of(packets.split("␞", -1));
        return session.version() == EngineVersion.V3
                ? parts.map(packet -> packet.length() + ":" + packet).collect(Collectors.joining())
                : parts.collect(Collectors.joining("\u001e"));
    }

    String withIds(String text) {
        String known = text.replace("{" + name + "}", session.id());
        return socketId == null ? known : known.replace("{" + name + ".socket}", socketId);
    }

    void assertNothingElse() {
        assertThat(socket == null ? 0 : socket.heard().size())
                .as("all that %s hears", name)
                .isEqualTo(heard);
        assertThat(gets).noneMatch(WaitingRequest::isAnswered);
        assertThat(posts).isEmpty();
    }

    void leave() {
        if (socket == null) {
            session.close(CloseReason.CLIENT_CLOSED);
        } else {
            socket.leaves();
        }
    }
}
