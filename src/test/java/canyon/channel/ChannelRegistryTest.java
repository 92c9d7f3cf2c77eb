package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelRegistryTest {
    private static final ChannelName ORDERS = new ChannelName("orders");
    private static final ChannelName NEWS = new ChannelName("news");

    private final ChannelRegistry registry = new ChannelRegistry(2);
    private final Connection alice = connection("1.1");
    private final Connection bob = connection("1.2");

    @Test
    void a_channel_exists_while_somebody_listens() {
        registry.join(alice, ORDERS);
        registry.join(bob, ORDERS);
        assertThat(registry.isOccupied(ORDERS)).isTrue();
        assertThat(registry.subscriberCount(ORDERS)).isEqualTo(2);

        registry.leave(alice, ORDERS);
        assertThat(registry.subscriberCount(ORDERS)).isEqualTo(1);
        registry.leave(bob, ORDERS);

        assertThat(registry.isOccupied(ORDERS)).isFalse();
        assertThat(registry.subscriberCount(ORDERS)).isZero();
        assertThat(registry.channelCount()).isZero();
    }

    @Test
    void a_second_subscription_changes_nothing_and_one_leave_ends_both() {
        registry.join(alice, ORDERS);
        registry.join(alice, ORDERS);
        assertThat(registry.subscriberCount(ORDERS)).isEqualTo(1);
        assertThat(subscribers(ORDERS)).containsExactly(alice);

        registry.leave(alice, ORDERS);

        assertThat(registry.channelCount()).isZero();
        assertThat(alice.subscriptionCount()).isZero();
    }

    @Test
    void leaving_what_was_never_joined_changes_nothing() {
        registry.join(bob, ORDERS);

        registry.leave(alice, ORDERS);
        registry.leave(alice, NEWS);
        registry.leaveAll(alice);

        assertThat(registry.subscriberCount(ORDERS)).isEqualTo(1);
        assertThat(registry.channelCount()).isEqualTo(1);
    }

    @Test
    void a_connection_that_ended_listens_to_nothing_and_never_will() {
        registry.join(alice, ORDERS);
        registry.join(alice, NEWS);
        registry.join(bob, NEWS);

        registry.leaveAll(alice);
        registry.join(alice, ORDERS);

        assertThat(registry.channelCount()).isEqualTo(1);
        assertThat(subscribers(NEWS)).containsExactly(bob);
        assertThat(alice.isSubscribed(ORDERS)).isFalse();
    }

    @Test
    void every_connection_belongs_to_one_worker_and_keeps_its_place() {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Connection connection = connection("2." + i);
            all.add(connection);
            registry.join(connection, ORDERS);
        }
        Channel channel = registry.find(ORDERS).orElseThrow();

        for (int lane = 0; lane < 2; lane++) {
            int index = lane;
            assertThat(channel.subscribers(lane).connections())
                    .containsExactlyElementsOf(
                            all.stream().filter(one -> one.lane(2) == index).toList());
            assertThat(channel.subscribers(lane)).isSameAs(channel.subscribers(lane));
        }
    }

    @Test
    void a_frozen_list_is_renewed_after_a_join_and_after_a_leave() {
        ChannelRegistry single = new ChannelRegistry(1);
        single.join(alice, ORDERS);
        Channel channel = single.find(ORDERS).orElseThrow();
        assertThat(channel.subscribers(0).connections()).containsExactly(alice);

        single.join(bob, ORDERS);
        assertThat(channel.subscribers(0).connections()).containsExactly(alice, bob);
        single.leave(alice, ORDERS);

        assertThat(channel.subscribers(0).connections()).containsExactly(bob);
    }

    @Test
    void a_name_with_a_forgotten_prefix_ends_in_the_name_of_an_occupied_channel() {
        registry.join(alice, ORDERS);

        assertThat(registry.occupiedSuffix(new ChannelName("laravel_database_orders")))
                .contains(ORDERS);
        assertThat(registry.occupiedSuffix(ORDERS)).isEmpty();
        assertThat(registry.occupiedSuffix(new ChannelName("orders2"))).isEmpty();
        assertThat(registry.occupiedSuffix(new ChannelName("o"))).isEmpty();
    }

    @Test
    void the_proxy_of_CDI_has_a_constructor_of_its_own() {
        assertThat(new ChannelRegistry() {}.lanes()).isEqualTo(1);
    }

    private List<Connection> subscribers(ChannelName name) {
        List<Connection> all = new ArrayList<>();
        Channel channel = registry.find(name).orElseThrow();
        for (int lane = 0; lane < registry.lanes(); lane++) {
            all.addAll(List.of(channel.subscribers(lane).connections()));
        }
        return all;
    }

    private static Connection connection(String id) {
        return TestConnections.echo(id, RecordingWriter.prompt());
    }
}
