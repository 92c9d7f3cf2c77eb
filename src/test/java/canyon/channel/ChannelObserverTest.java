package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.protocol.pusher.PusherProtocol;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelObserverTest {
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final ChannelName ROOM = new ChannelName("presence-room");

    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void observe() {
        registry.observe(new ChannelObserver() {
            @Override
            public void occupied(ChannelName channel) {
                seen.add("occupied " + channel);
            }

            @Override
            public void vacated(ChannelName channel) {
                seen.add("vacated " + channel);
            }

            @Override
            public void counted(ChannelName channel, int subscriptions) {
                seen.add(subscriptions + " in " + channel);
            }

            @Override
            public void joined(ChannelName channel, Member member) {
                seen.add(member.key().orElse("nobody") + " joined");
            }

            @Override
            public void left(ChannelName channel, Member member) {
                seen.add(member.key().orElse("nobody") + " left");
            }

            @Override
            public void sent(Broadcast clientEvent) {
                seen.add("sent " + clientEvent.event());
            }
        });
    }

    @Test
    void it_hears_of_the_first_and_the_last_subscriber() {
        Connection one = connection("1.1");
        Connection other = connection("1.2");

        registry.join(one, ORDERS);
        registry.join(other, ORDERS);
        registry.join(other, ORDERS);
        registry.leave(one, ORDERS);
        registry.leaveAll(other);

        assertThat(seen)
                .containsExactly(
                        "occupied orders",
                        "1 in orders",
                        "2 in orders",
                        "1 in orders",
                        "0 in orders",
                        "vacated orders");
    }

    @Test
    void it_hears_of_users_once() {
        Connection one = connection("1.1");
        Connection tab = connection("1.2");
        registry.join(one, ROOM, user("5"), 1);
        registry.join(tab, ROOM, user("\"5\""), 1);
        registry.join(connection("1.3"), ROOM, user("6"), 1);
        registry.leave(one, ROOM);
        registry.leave(tab, ROOM);

        assertThat(seen)
                .containsExactly(
                        "occupied presence-room",
                        "5 joined",
                        "1 in presence-room",
                        "2 in presence-room",
                        "1 in presence-room",
                        "5 left",
                        "0 in presence-room",
                        "vacated presence-room");
    }

    @Test
    void it_hears_of_client_events() {
        registry.sent(new Broadcast(ROOM, "client-hi", JsonText.NULL, null));

        assertThat(seen).containsExactly("sent client-hi");
    }

    @Test
    void a_member_is_found_by_its_connection_and_a_users_connections_by_its_id() {
        Connection one = connection("1.1");
        registry.join(one, ROOM, user("5"), 0);
        registry.join(connection("1.2"), ROOM, user("6"), 0);
        registry.join(connection("1.3"), new ChannelName("shop", "presence-room"), user("5"), 0);

        assertThat(registry.member(one, ROOM).flatMap(Member::key)).contains("5");
        assertThat(registry.member(connection("9.9"), ROOM)).isEmpty();
        assertThat(registry.member(one, ORDERS)).isEmpty();
        assertThat(registry.connectionsOf("", "5")).containsExactly(one.id());
        assertThat(registry.connectionsOf("", "7")).isEmpty();
    }

    private static Member user(String id) {
        return Member.of(new JsonText("{\"user_id\":" + id + "}")).orElseThrow();
    }

    private static Connection connection(String id) {
        return TestConnections.of(id, new PusherProtocol(), RecordingWriter.prompt());
    }
}
