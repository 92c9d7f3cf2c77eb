package canyon.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.activity.Activity;
import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.app.TestApps;
import canyon.channel.ChannelRegistry;
import canyon.channel.Interest;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.metrics.AppCount;
import canyon.metrics.Meters;
import canyon.protocol.pusher.PusherProtocol;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Whatever is refused to a client is counted, and told with its reason. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DenialTest {
    private final Meters meters = new Meters();
    private final Activity activity = new Activity(100, System::nanoTime);
    private final List<Happening> told = new ArrayList<>();
    private final Connection connection = TestConnections.of("1.1", new PusherProtocol(), RecordingWriter.prompt());
    private final PusherConversation pusher = new Conversations(services())
            .pusher(connection, TestApps.directory().standard());

    private Services services() {
        Services usual = TestServices.of(new ChannelRegistry(1), TestServices.LIMITS, meters);
        return new Services(
                usual.apps(),
                usual.registry(),
                usual.broker(),
                usual.users(),
                usual.authorizer(),
                usual.pool(),
                usual.limits(),
                meters,
                activity,
                Interest.ALWAYS);
    }

    @BeforeEach
    void connect() {
        new Connections(0, meters, Activity.unwatched()).add(connection);
        activity.watch(told::add, EnumSet.allOf(Kind.class));
    }

    @Test
    void a_subscription_without_a_signature() {
        pusher.onSubscribe(new ClientMessage.Subscribe("private-orders", JsonText.EMPTY_OBJECT));

        assertThat(told).hasSize(1);
        assertThat(told.get(0).kind()).isEqualTo(Kind.DENIED);
        assertThat(told.get(0).channel()).isEqualTo("private-orders");
        assertThat(told.get(0).socketId()).isEqualTo("1.1");
        assertThat(told.get(0).detail()).startsWith("401 The signature is not the application's");
        assertThat(denied()).isEqualTo(1);
    }

    @Test
    void a_sign_in_and_a_client_event_of_no_member() {
        pusher.onSignIn(new ClientMessage.SignIn("key:00", "{}"));
        pusher.onClientEvent(new ClientMessage.ClientEvent("private-orders", "client-typing", new JsonText("1")));

        assertThat(told).extracting(Happening::event).containsExactly("pusher:signin", "client-typing");
        assertThat(denied()).isEqualTo(2);
    }

    private long denied() {
        return meters.app("").sum(AppCount.DENIED);
    }
}
