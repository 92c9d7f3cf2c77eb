package canyon.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.TestApps;
import canyon.channel.ChannelRegistry;
import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EchoConversationTest {
    private static final ConversationLimits LIMITS = new ConversationLimits(2, 8);

    private final RecordingWriter client = RecordingWriter.prompt();
    private final Connection connection = TestConnections.echo("1.1", client);
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final Meters meters = new Meters();
    private final EchoConversation conversation = TestServices.echo(
            connection,
            TestServices.with(
                    TestApps.directory(TestApps.limits(30, 0, 8_192, 100)), TestServices.of(registry, LIMITS, meters)));

    @Test
    void a_public_channel_is_joined_and_left_without_an_answer() {
        subscribe("orders");
        assertThat(registry.subscriberCount(new ChannelName("orders"))).isEqualTo(1);

        unsubscribe("orders");

        assertThat(registry.channelCount()).isZero();
        assertThat(client.frames()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private-orders",
                "presence-room",
                "my-private-x",
                "x_presence-room",
                "PresenceChannelUpdated",
                "__keyspace@0__:a"
            })
    void what_nobody_authorizes_or_is_reserved_is_refused_with_403(String channel) throws InterruptedException {
        subscribe(channel);
        client.await(1);

        assertThat(client.frames()).containsExactly("42[\"subscription_error\",\"" + channel + "\",403]");
        assertThat(registry.channelCount()).isZero();
    }

    @Test
    void a_name_over_the_limit_is_refused_with_400_and_shown_shortened() {
        subscribe("x".repeat(30));
        assertThat(client.frames()).isEmpty();

        subscribe("y".repeat(10_000));

        assertThat(client.frames()).containsExactly("42[\"subscription_error\",\"" + "y".repeat(30) + "\",400]");
    }

    @Test
    void a_name_with_control_characters_is_refused_with_400() {
        subscribe("a\nb");
        unsubscribe("a\nb");

        assertThat(client.frames()).containsExactly("42[\"subscription_error\",\"a\\u000ab\",400]");
        assertThat(registry.channelCount()).isZero();
        assertThat(meters.droppedCount(Drop.UNKNOWN_CLIENT_EVENT)).isEqualTo(1);
    }

    @Test
    void one_channel_too_many_is_refused_with_429() {
        subscribe("a");
        subscribe("b");
        subscribe("c");
        subscribe("a");
        assertThat(client.frames()).containsExactly("42[\"subscription_error\",\"c\",429]");

        unsubscribe("a");
        subscribe("c");

        assertThat(client.frames()).hasSize(1);
        assertThat(connection.isSubscribed(new ChannelName("c"))).isTrue();
    }

    @Test
    void an_event_that_nobody_handles_is_counted() {
        new ClientMessage.Unknown("whisper").deliverTo(conversation);

        assertThat(meters.droppedCount(Drop.UNKNOWN_CLIENT_EVENT)).isEqualTo(1);
        assertThat(client.frames()).isEmpty();
    }

    @Test
    void at_its_end_it_leaves_all_and_joins_nothing_more() {
        subscribe("a");
        subscribe("b");

        conversation.end();
        subscribe("a");

        assertThat(registry.channelCount()).isZero();
    }

    private void subscribe(String channel) {
        new ClientMessage.Subscribe(channel, JsonText.EMPTY_OBJECT).deliverTo(conversation);
    }

    private void unsubscribe(String channel) {
        new ClientMessage.Unsubscribe(channel).deliverTo(conversation);
    }
}
