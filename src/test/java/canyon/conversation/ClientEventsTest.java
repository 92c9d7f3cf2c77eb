package canyon.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientEventsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final Meters meters = new Meters();
    private final FanOut fanOut = new FanOut(registry, meters, 4_096);
    private final RecordingWriter sender = RecordingWriter.prompt();
    private final RecordingWriter other = RecordingWriter.prompt();
    private final Connection connection = TestConnections.echo("1.1", sender);
    private final EchoConversation conversation = TestServices.echo(
            connection, TestServices.of(registry, fanOut, TestServices.CLOSED, TestServices.LIMITS, meters));

    @BeforeEach
    void join() {
        Connection neighbour = TestConnections.echo("1.2", other);
        for (String channel : new String[] {"private-chat", "presence-chat", "public-chat", "my-private-chat"}) {
            registry.join(connection, new ChannelName(channel));
            registry.join(neighbour, new ChannelName(channel));
        }
        registry.join(neighbour, new ChannelName("private-other"));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-chat", "presence-chat", "my-private-chat"})
    void the_others_hear_it_and_the_sender_does_not(String channel) throws InterruptedException {
        fanOut.start(threads);

        say(channel, "client-typing");
        say(channel, "client-last");

        assertThat(other.await(2))
                .containsExactly(
                        "42[\"client-typing\",\"" + channel + "\",{\"n\":1}]",
                        "42[\"client-last\",\"" + channel + "\",{\"n\":1}]");
        assertThat(sender.frames()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "public-chat,client-x",
        "private-chat,typing",
        "private-chat,x-client-y",
        "private-chat,Client-x",
        "private-other,client-x"
    })
    void what_may_not_be_said_is_dropped_and_counted(String channel, String event) throws InterruptedException {
        fanOut.start(threads);

        say(channel, event);
        say("private-chat", "client-last");

        assertThat(other.await(1)).containsExactly("42[\"client-last\",\"private-chat\",{\"n\":1}]");
        assertThat(meters.droppedCount(Drop.CLIENT_EVENT_REFUSED)).isEqualTo(1);
    }

    @Test
    void one_client_says_so_much_in_a_second_and_the_rest_is_dropped() {
        for (int i = 0; i < 1_000; i++) {
            say("private-unjoined", "client-x");
        }

        assertThat(meters.droppedCount(Drop.CLIENT_EVENT_RATE)).isGreaterThan(700);
        assertThat(meters.droppedCount(Drop.CLIENT_EVENT_REFUSED)).isGreaterThanOrEqualTo(100);
    }

    @Test
    void while_too_much_waits_it_is_dropped_and_never_waits_itself() {
        for (int i = 0; i < 50; i++) {
            say("private-chat", "client-x");
        }

        assertThat(meters.droppedCount(Drop.CLIENT_EVENT_OVERLOAD)).isPositive();
        assertThat(meters.publishedCount() + meters.droppedCount(Drop.CLIENT_EVENT_OVERLOAD))
                .isEqualTo(50);
    }

    private void say(String channel, String event) {
        new ClientMessage.ClientEvent(channel, event, new JsonText("{\"n\":1}")).deliverTo(conversation);
    }
}
