package canyon.transport.pusher;

import canyon.app.AppDirectory;
import canyon.app.TestApps;
import canyon.channel.ChannelRegistry;
import canyon.config.Origins;
import canyon.connection.Connections;
import canyon.connection.HeartbeatMonitor;
import canyon.connection.RecordingWriter;
import canyon.conversation.Conversations;
import canyon.conversation.TestServices;
import canyon.metrics.Meters;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server without a transport, for clients that tests play. */
final class TestPusher {
    static final PusherSettings SETTINGS = new PusherSettings(
            Origins.parse("https://shop.test"),
            Duration.ofSeconds(30),
            Duration.ofDays(1),
            1 << 20,
            Duration.ofSeconds(5));

    final Connections connections = new Connections(3);
    final ChannelRegistry registry = new ChannelRegistry(1);
    final PusherServer server;

    TestPusher(AppDirectory apps) {
        Conversations conversations =
                new Conversations(TestServices.of(apps, registry, TestServices.LIMITS, new Meters()));
        server = new PusherServer(
                SETTINGS,
                apps,
                conversations,
                new PusherServer.Clients(connections, new HeartbeatMonitor(Duration.ofSeconds(1))));
    }

    Client connect(Hello hello) {
        RecordingWriter writer = RecordingWriter.prompt();
        return new Client(server.open(hello, writer), writer);
    }

    /** One that may come. */
    Client connect() {
        return connect(hello(TestApps.KEY, "7"));
    }

    static Hello hello(@Nullable String key, @Nullable String protocol) {
        return new Hello(key, protocol, null, Hello.WEB_SOCKET, false, "127.0.0.1", "canyon-test");
    }

    /** A client and what it hears. */
    record Client(PusherSession session, RecordingWriter writer) {
        @Nullable
        Integer closeCode() {
            return writer.closed() == null
                    ? null
                    : Objects.requireNonNull(writer.closed()).code();
        }
    }
}
