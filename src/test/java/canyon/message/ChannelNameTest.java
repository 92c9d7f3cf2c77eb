package canyon.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelNameTest {
    @ParameterizedTest
    @CsvSource({
        "orders, PUBLIC",
        "private-orders, PRIVATE",
        "private-, PRIVATE",
        "my-private-x, PRIVATE",
        "laravel_database_private-x, PRIVATE",
        "private-presence-x, PRIVATE",
        "presence-room, PRESENCE",
        "presence-, PRESENCE",
        "presence-private-x, PRESENCE",
        "laravel_database_presence-room, PRIVATE",
        "private, PUBLIC",
        "privateorders, PUBLIC",
        "presence, PUBLIC",
        "presence_room, PUBLIC",
        "Private-orders, PUBLIC",
        "PRESENCE-room, PUBLIC",
        "private -x, PUBLIC"
    })
    void a_forgotten_prefix_never_opens_a_channel(String name, ChannelKind kind) {
        assertThat(new ChannelName(name).kind()).isEqualTo(kind);
        assertThat(kind.needsAuthorization()).isEqualTo(kind != ChannelKind.PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PresenceChannelUpdated",
                "__keyspace@0__:orders",
                "__keyevent@15__:set",
                "__keyspace@",
                "canyon:bus",
                "canyon-staging:x",
                "canyon:"
            })
    void names_of_Redis_of_the_old_server_and_of_nodes_are_reserved(String name) {
        assertThat(new ChannelName(name).isReserved()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presencechannelupdated",
                "PresenceChannelUpdated2",
                "__keys",
                "a__keyspace@0__",
                "__@",
                "canyon",
                "canyon-news",
                "a canyon:bus",
                "canyon news:x"
            })
    void names_that_only_resemble_them_are_not(String name) {
        assertThat(new ChannelName(name).isReserved()).isFalse();
    }

    @Test
    void what_needs_authorization_later_than_at_the_start_tells_of_a_forgotten_prefix() {
        assertThat(new ChannelName("laravel_database_private-x").markAt()).isEqualTo(17);
        assertThat(new ChannelName("app-presence-room").markAt()).isEqualTo(4);
        assertThat(new ChannelName("private-x").markAt()).isZero();
        assertThat(new ChannelName("presence-x").markAt()).isZero();
        assertThat(new ChannelName("presence-room-private-corner").markAt()).isZero();
        assertThat(new ChannelName("orders").markAt()).isNegative();
    }

    @Test
    void nothing_and_control_characters_are_no_name() {
        assertThatThrownBy(() -> new ChannelName("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChannelName("a\nb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel name must not hold control characters, got U+000A at 1");
        assertThatThrownBy(() -> new ChannelName("\u0000")).hasMessageContaining("U+0000 at 0");
        assertThatThrownBy(() -> new ChannelName("ab\u0085")).hasMessageContaining("U+0085 at 2");
    }

    @Test
    void any_other_text_is_a_name_as_it_is() {
        assertThat(new ChannelName("Zoë 🦊 a.b:c/d").toString()).isEqualTo("Zoë 🦊 a.b:c/d");
        assertThat(new ChannelName(" ").text()).isEqualTo(" ");
    }
}
