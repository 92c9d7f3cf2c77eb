package canyon.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SocketIdTest {
    /** What pusher-php-server demands of a socket_id. */
    private static final String PUSHER_SHAPE = "\\A\\d+\\.\\d+\\z";

    @Test
    void a_new_id_has_the_shape_that_Laravels_pusher_driver_accepts() {
        for (int i = 0; i < 100; i++) {
            assertThat(SocketId.random().text()).matches(PUSHER_SHAPE);
        }
    }

    @Test
    void ids_use_all_of_their_bits_but_those_that_tell_the_node() {
        Set<String> seen = new HashSet<>();
        long first = 0;
        long second = 0;
        for (int i = 0; i < 200; i++) {
            String id = SocketId.random().text();
            seen.add(id);
            first |= Long.parseUnsignedLong(id.substring(0, id.indexOf('.')));
            second |= Long.parseUnsignedLong(id.substring(id.indexOf('.') + 1));
        }

        assertThat(seen).hasSize(200);
        assertThat((int) first).isEqualTo(-1);
        assertThat(second).isEqualTo(-1);
    }

    @Test
    void an_id_tells_its_node() {
        SocketId.tellNode(0xCAFE_BABE);

        assertThat(SocketId.random().text()).matches(PUSHER_SHAPE);
        assertThat(SocketId.random().node()).hasValue(0xCAFE_BABE);
        SocketId.tellNode(7);
        assertThat(SocketId.random().node()).hasValue(7);
        assertThat(new SocketId("j0Mzb89iVs9aIN7fAAAE").node()).isEmpty();
        assertThat(new SocketId(".1").node()).isEmpty();
        assertThat(new SocketId("/x#12.5").node()).isEmpty();
        assertThat(new SocketId("99999999999999999999999.5").node()).isEmpty();
    }

    @Test
    void an_id_of_somebody_else_may_be_any_text_but_none() {
        assertThat(new SocketId("j0Mzb89iVs9aIN7fAAAE").toString()).isEqualTo("j0Mzb89iVs9aIN7fAAAE");
        assertThatThrownBy(() -> new SocketId("")).isInstanceOf(IllegalArgumentException.class);
    }
}
