package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.channel.RosterStep.Entrant;
import canyon.channel.RosterStep.Source;
import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A presence channel whose members a log tells. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RosterStepTest {
    private static final ChannelName ROOM = new ChannelName("presence-room");

    private final ChannelRegistry registry = new ChannelRegistry(1);

    @BeforeEach
    void hold() {
        registry.hold(ROOM);
        come(presence("9.1", "ann"), Source.BEFORE);
    }

    @Test
    void a_user_more_than_the_channel_may_have_does_not_enter() {
        assertThat(enter("1.1", "ben", 1)).isFalse();
        assertThat(users()).containsExactly("ann");
    }

    @Test
    void a_user_who_is_there_enters_a_full_channel_once_more() {
        assertThat(enter("1.1", "ann", 1)).isTrue();
        assertThat(users()).containsExactly("ann");
    }

    @Test
    void a_connection_that_changes_its_user_makes_room_for_itself() {
        assertThat(enter("9.1", "ben", 1)).isTrue();
        assertThat(users()).containsExactly("ben");
    }

    @Test
    void there_is_no_limit_where_none_is_set() {
        assertThat(enter("1.1", "ben", 0)).isTrue();
        assertThat(users()).containsExactly("ann", "ben");
    }

    @Test
    void who_has_left_twice_has_left() {
        come(presence("9.2", "ben"), Source.ELSEWHERE);

        for (int i = 0; i < 2; i++) {
            registry.apply(ROOM, new RosterStep(List.of(), List.of(new SocketId("9.1")), null, Source.ELSEWHERE));
        }

        assertThat(users()).containsExactly("ben");
    }

    @Test
    void it_goes_when_nobody_tells_of_it_any_more() {
        registry.release(ROOM);

        assertThat(registry.isOccupied(ROOM)).isFalse();
    }

    private boolean enter(String id, String user, int maxMembers) {
        Connection connection = TestConnections.echo(id, RecordingWriter.prompt());
        connection.subscribe(ROOM);
        return registry.apply(
                ROOM,
                new RosterStep(
                        List.of(presence(id, user)), List.of(), new Entrant(connection, maxMembers), Source.HERE));
    }

    private void come(Presence presence, Source source) {
        registry.apply(ROOM, new RosterStep(List.of(presence), List.of(), null, source));
    }

    private List<String> users() {
        return registry.users(ROOM).stream()
                .map(presence -> presence.member().key().orElseThrow())
                .toList();
    }

    private static Presence presence(String id, String user) {
        JsonText data = new JsonText("{\"user_id\":\"" + user + "\"}");
        return new Presence(Member.of(data).orElseThrow(), new SocketId(id));
    }
}
