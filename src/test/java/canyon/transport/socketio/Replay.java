package canyon.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.TestApps;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.connection.Connections;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.conversation.Conversations;
import canyon.conversation.TestServices;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.SocketId;
import canyon.metrics.Meters;
import canyon.protocol.socketio.EchoProtocol;
import canyon.transport.engineio.EngineVersion;
import canyon.transport.engineio.TestServer;
import canyon.transport.socketio.RecordedExchange.Line;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plays the parts of the clients and of Laravel in a recorded exchange, and compares what Canyon says. */
final class Replay implements AutoCloseable {
    private static final ChannelName BARRIER = new ChannelName("barrier");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final Connections connections = new Connections();
    private final FanOut fanOut = new FanOut(registry, new Meters(), 1 << 20);
    private final TestServer server;
    private final RecordingWriter barrier = RecordingWriter.prompt();
    private final Map<String, ReplayedClient> clients = new HashMap<>();

    Replay() {
        Conversations conversations = new Conversations(
                TestServices.of(registry, fanOut, TestServices.CLOSED, TestServices.LIMITS, new Meters()));
        EchoApplication echo =
                new EchoApplication(new EchoProtocol(), TestApps.directory(), conversations, connections);
        server = new TestServer(new SocketServer(echo, Duration.ofSeconds(45), 1_000_000));
        registry.join(TestConnections.echo("0.0", barrier), BARRIER);
        fanOut.start(threads);
    }

    void play(RecordedExchange exchange) throws InterruptedException, MalformedJsonException {
        for (Line line : exchange.lines()) {
            switch (line.verb()) {
                case "publishes" -> publish(line.words());
                case "connects" -> clients.put(line.who(), ReplayedClient.connect(server, line.who(), version(line)));
                case "opens" -> clients.put(line.who(), ReplayedClient.open(server, line.who(), version(line)));
                default -> client(line.who()).play(line.withWords(withIds(line.words())), server);
            }
        }
        clients.values().forEach(ReplayedClient::assertNothingElse);
    }

    /** All have gone: nothing of them is left anywhere. */
    void assertNothingLeft() {
        clients.values().forEach(ReplayedClient::leave);
        server.tickAfter(Duration.ofHours(1));
        server.tickAfter(Duration.ofHours(2));
        assertThat(registry.channelCount()).as("channels but the barrier").isEqualTo(1);
        assertThat(connections.count()).as("connections").isZero();
        assertThat(server.server().sessionCount()).as("sessions").isZero();
        assertThat(server.watchedCount()).as("watched").isZero();
    }

    private static EngineVersion version(Line line) {
        return line.words().equals("3") ? EngineVersion.V3 : EngineVersion.V4;
    }

    private ReplayedClient client(String name) {
        ReplayedClient client = clients.get(name);
        if (client == null) {
            throw new AssertionError("who is " + name);
        }
        return client;
    }

    /** Publishes what Laravel did and waits until all have got it. */
    private void publish(String words) throws InterruptedException, MalformedJsonException {
        int space = words.indexOf(' ');
        Map<String, JsonText> message =
                JsonText.parse(withIds(words.substring(space + 1))).members();
        JsonText socket = message.getOrDefault("socket", JsonText.NULL);
        fanOut.publish(new Broadcast(
                new ChannelName(words.substring(0, space)),
                message.getOrDefault("event", JsonText.NULL).string(),
                message.getOrDefault("data", JsonText.NULL),
                socket.isString() ? new SocketId(socket.string()) : null));
        int before = barrier.frames().size();
        fanOut.publish(new Broadcast(BARRIER, "passed", JsonText.NULL, null));
        barrier.await(before + 1);
    }

    private String withIds(String text) {
        String result = text;
        for (ReplayedClient client : clients.values()) {
            result = client.withIds(result);
        }
        return result;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
