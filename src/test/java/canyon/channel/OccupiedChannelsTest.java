package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Member;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What can be asked of a registry. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OccupiedChannelsTest {
    private static final ChannelName ROOM = new ChannelName("presence-room");

    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final Connection alice = connection("a");
    private final Connection bob = connection("b");

    @Test
    void channels_are_counted_by_name_if_they_begin_with_what_is_asked_for() throws MalformedJsonException {
        registry.join(alice, new ChannelName("orders.2"));
        registry.join(bob, new ChannelName("orders.2"));
        registry.join(bob, new ChannelName("orders.1"));
        registry.join(bob, new ChannelName("news"));
        registry.join(alice, ROOM, member("{\"user_id\":1}"), 0);

        assertThat(registry.occupied("", "orders")).containsExactly(entry("orders.1", 1), entry("orders.2", 2));
        assertThat(registry.occupied("", "")).containsOnlyKeys("news", "orders.1", "orders.2", "presence-room");
        assertThat(registry.occupied("", "rders")).isEmpty();
    }

    @Test
    void a_channel_that_nobody_hears_is_empty() {
        assertThat(registry.occupied("", "")).isEmpty();
        assertThat(registry.subscriberCount(ROOM)).isZero();
        assertThat(registry.userCount(ROOM)).isZero();
        assertThat(registry.users(ROOM)).isEmpty();
        assertThat(registry.isOccupied(ROOM)).isFalse();
    }

    @Test
    void a_user_counts_once_and_a_connection_without_member_not_at_all() throws MalformedJsonException {
        registry.join(alice, ROOM, member("{\"user_id\":1}"), 0);
        registry.join(bob, ROOM, member("{\"user_id\":\"1\"}"), 0);
        registry.join(connection("c"), ROOM);

        assertThat(registry.subscriberCount(ROOM)).isEqualTo(3);
        assertThat(registry.userCount(ROOM)).isEqualTo(1);
        assertThat(registry.users(ROOM))
                .extracting(presence -> presence.socket().text())
                .containsExactly("a");
    }

    @Test
    void who_has_ended_joins_nothing() throws MalformedJsonException {
        registry.leaveAll(alice);

        registry.join(alice, new ChannelName("news"));

        assertThat(registry.join(alice, ROOM, member("{}"), 0)).isTrue();
        assertThat(registry.channelCount()).isZero();
    }

    private static Connection connection(String id) {
        return TestConnections.echo(id, RecordingWriter.prompt());
    }

    private static Member member(String data) throws MalformedJsonException {
        return Member.of(JsonText.parse(data)).orElseThrow();
    }
}
