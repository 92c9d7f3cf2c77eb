package canyon.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.activity.Activity;
import canyon.auth.ChannelAuthorizer;
import canyon.auth.Grant;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Interest;
import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.metrics.Meters;
import canyon.protocol.pusher.PusherProtocol;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscriptions that wait until this node hears the channel, which the tests decide. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(30)
class EntranceTest {
    private static final ConversationLimits TWO_CHANNELS = new ConversationLimits(2, 8);
    private static final ChannelAuthorizer OPEN = request -> new Grant.Admitted(null);

    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final Services services = services();
    private final RecordingWriter client = RecordingWriter.prompt();
    private final Connection ofPusher = TestConnections.of("1.1", new PusherProtocol(), client);
    private final PusherConversation pusher = new PusherConversation(TestServices.party(ofPusher, services));
    private final Connection ofEcho = TestConnections.echo("1.2", RecordingWriter.prompt());
    private final EchoConversation echo = TestServices.echo(ofEcho, services);

    private Services services() {
        Meters meters = new Meters();
        Services usual = TestServices.of(registry, new FanOut(registry, meters, 1 << 20), OPEN, TWO_CHANNELS, meters);
        Interest interest = (channel, then) -> waiting.add(then);
        return new Services(
                usual.apps(),
                registry,
                usual.broker(),
                usual.users(),
                usual.authorizer(),
                usual.pool(),
                usual.limits(),
                meters,
                Activity.unwatched(),
                interest);
    }

    @Test
    void a_subscription_is_confirmed_only_when_the_channel_is_heard() throws Exception {
        subscribe(pusher, "orders");
        assertThat(client.frames()).isEmpty();
        assertThat(count("orders")).isZero();

        hear();

        assertThat(client.frames()).singleElement().asString().contains("subscription_succeeded");
        assertThat(count("orders")).isEqualTo(1);
    }

    @Test
    void who_left_meanwhile_does_not_join() throws Exception {
        subscribe(pusher, "orders");
        subscribe(echo, "orders");
        subscribe(echo, "private-orders");
        Runnable first = next();
        Runnable second = next();
        Runnable third = next();

        unsubscribe(pusher, "orders");
        unsubscribe(echo, "orders");
        unsubscribe(echo, "private-orders");
        first.run();
        second.run();
        third.run();

        assertThat(registry.channelCount()).isZero();
        assertThat(client.frames()).isEmpty();
    }

    @Test
    void who_is_gone_meanwhile_does_not_join() throws Exception {
        subscribe(pusher, "orders");
        subscribe(echo, "orders");

        pusher.end();
        echo.end();
        hear();
        hear();

        assertThat(registry.channelCount()).isZero();
    }

    @Test
    void who_asks_twice_joins_once() throws Exception {
        subscribe(pusher, "orders");
        subscribe(pusher, "orders");

        hear();
        hear();

        assertThat(client.frames()).hasSize(1);
        assertThat(count("orders")).isEqualTo(1);
    }

    @Test
    void who_left_and_came_back_joins_once() throws Exception {
        subscribe(echo, "orders");
        unsubscribe(echo, "orders");
        subscribe(echo, "orders");

        hear();
        assertThat(count("orders")).isZero();
        hear();

        assertThat(count("orders")).isEqualTo(1);
    }

    @Test
    void what_waits_counts_as_joined() {
        subscribe(pusher, "a");
        subscribe(pusher, "b");

        subscribe(pusher, "c");

        assertThat(client.frames()).singleElement().asString().contains("subscription_error", "\"c\"", "429");
        subscribe(echo, "a");
        subscribe(echo, "b");
        subscribe(echo, "c");
        assertThat(waiting).hasSize(4);
    }

    @Test
    void a_private_channel_waits_after_its_authorization() throws Exception {
        subscribe(echo, "private-orders");
        Runnable then = next();
        assertThat(count("private-orders")).isZero();

        then.run();

        assertThat(count("private-orders")).isEqualTo(1);
    }

    private void hear() throws InterruptedException {
        next().run();
    }

    private Runnable next() throws InterruptedException {
        Runnable then = waiting.poll(20, TimeUnit.SECONDS);
        assertThat(then).isNotNull();
        return then;
    }

    private int count(String channel) {
        return registry.subscriberCount(new ChannelName(channel));
    }

    private static void subscribe(ClientMessage.Receiver who, String channel) {
        new ClientMessage.Subscribe(channel, JsonText.EMPTY_OBJECT).deliverTo(who);
    }

    private static void unsubscribe(ClientMessage.Receiver who, String channel) {
        new ClientMessage.Unsubscribe(channel).deliverTo(who);
    }
}
