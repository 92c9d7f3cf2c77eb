package canyon.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.AppDirectory;
import canyon.app.TestApps;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.metrics.Meters;
import canyon.protocol.MalformedMessageException;
import canyon.protocol.pusher.PusherProtocol;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whispers between clients of Pusher's and of Socket.IO. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherClientEventsTest {
    private static final ChannelName DESK = new ChannelName("private-desk");
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final PusherProtocol PROTOCOL = new PusherProtocol();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final FanOut fanOut = new FanOut(registry, new Meters(), 1 << 20);
    private final RecordingWriter sender = RecordingWriter.prompt();
    private final RecordingWriter pusher = RecordingWriter.prompt();
    private final RecordingWriter echo = RecordingWriter.prompt();
    private final Connection connection = TestConnections.of("1.1", PROTOCOL, sender);
    private final Connection echoConnection = TestConnections.echo("1.3", echo);
    private PusherConversation conversation = conversation(TestApps.directory());

    @BeforeEach
    void start() {
        fanOut.start(threads);
        for (Connection each : List.of(connection, TestConnections.of("1.2", PROTOCOL, pusher), echoConnection)) {
            registry.join(each, DESK);
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void the_others_hear_it_each_in_its_dialect_and_the_sender_does_not() throws Exception {
        say("{\"event\":\"client-typing\",\"channel\":\"private-desk\",\"data\":{\"n\":1.0}}");

        assertThat(pusher.await(2).get(1))
                .isEqualTo("{\"event\":\"client-typing\",\"channel\":\"private-desk\",\"data\":{\"n\":1.0}}");
        assertThat(echo.await(1)).containsExactly("42[\"client-typing\",\"private-desk\",{\"n\":1.0}]");
        assertThat(sender.frames()).hasSize(1);
    }

    @Test
    void a_whisper_by_SocketIO_is_heard_with_the_same_data() throws Exception {
        Services services = TestServices.of(registry, fanOut, TestServices.CLOSED, TestServices.LIMITS, new Meters());
        TestServices.echo(echoConnection, services)
                .onClientEvent(
                        new ClientMessage.ClientEvent("private-desk", "client-typing", new JsonText("{\"n\":1.0}")));

        assertThat(pusher.await(2).get(1))
                .isEqualTo("{\"event\":\"client-typing\",\"channel\":\"private-desk\",\"data\":\"{\\\"n\\\":1.0}\"}");
    }

    @Test
    void on_a_presence_channel_it_names_the_member() throws Exception {
        RecordingWriter other = RecordingWriter.prompt();
        registry.join(connection, ROOM, member("5"), 0);
        registry.join(TestConnections.of("2.1", PROTOCOL, other), ROOM, member("6"), 0);

        say("{\"event\":\"client-typing\",\"channel\":\"presence-room\",\"data\":\"{}\"}");

        assertThat(other.await(2).get(1))
                .isEqualTo(
                        "{\"event\":\"client-typing\",\"channel\":\"presence-room\",\"data\":\"{}\",\"user_id\":\"5\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders | private and presence channels",
                "private-encrypted-x | not encrypted",
                "private-other | Only a subscriber",
                "no name | no name of a channel",
            })
    void what_may_not_be_sent_is_answered_without_a_code(String channel, String reason) throws Exception {
        registry.join(connection, new ChannelName("private-encrypted-x"));
        registry.join(connection, new ChannelName("orders"));

        say("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":{}}");

        assertThat(last()).contains("pusher:error", reason, "\"code\":null");
    }

    @Test
    void names_and_data_have_limits() throws Exception {
        say("{\"event\":\"client-" + "x".repeat(194) + "\",\"channel\":\"private-desk\",\"data\":{}}");
        assertThat(last()).contains("at most 200 characters");

        say("{\"event\":\"client-x\",\"channel\":\"private-desk\",\"data\":\"" + "x".repeat(102_401) + "\"}");
        assertThat(last()).contains("at most 102400 bytes");

        say("{\"event\":\"client-x\",\"channel\":\"private-desk\",\"data\":\"" + "é".repeat(60_000) + "\"}");
        assertThat(last()).contains("at most 102400 bytes");
    }

    @Test
    void too_many_in_a_second_are_an_error_with_a_code() throws Exception {
        conversation = conversation(TestApps.directory(TestApps.limits(200, 0, 8_192, 1)));

        say("{\"event\":\"client-x\",\"channel\":\"private-desk\",\"data\":{}}");
        say("{\"event\":\"client-x\",\"channel\":\"private-desk\",\"data\":{}}");

        assertThat(last()).contains("4301", "1 client events a second");
    }

    @Test
    void an_application_may_forbid_them() throws Exception {
        conversation = conversation(TestApps.directory(
                AppLimits.DEFAULT, new AppRules(true, false, false, true, false, null, null, Set.of())));

        say("{\"event\":\"client-x\",\"channel\":\"private-desk\",\"data\":{}}");

        assertThat(last()).contains("does not allow client events");
    }

    private PusherConversation conversation(AppDirectory apps) {
        Services services = TestServices.with(
                apps, TestServices.of(registry, fanOut, TestServices.CLOSED, TestServices.LIMITS, new Meters()));
        return new PusherConversation(TestServices.party(connection, services));
    }

    private void say(String message) throws MalformedMessageException {
        PROTOCOL.decode(message).deliverTo(conversation);
    }

    private String last() {
        List<String> frames = sender.frames();
        return frames.get(frames.size() - 1);
    }

    private static Member member(String id) {
        return Member.of(new JsonText("{\"user_id\":\"" + id + "\"}")).orElseThrow();
    }
}
