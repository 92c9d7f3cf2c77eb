package canyon.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.protocol.MalformedMessageException;
import canyon.protocol.socketio.PacketAssembly.Assembled;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PacketAssemblyTest {
    private final PacketAssembly assembly = new PacketAssembly(8);

    @Test
    void a_packet_without_attachments_is_whole_at_once() throws MalformedMessageException {
        Optional<Assembled> whole = assembly.text("2[\"a\"]");

        assertThat(whole).isPresent();
        assertThat(whole.orElseThrow().attachments()).isEmpty();
        assertThat(assembly.text("50-[\"a\"]")).isPresent();
    }

    @Test
    void a_packet_waits_for_all_its_attachments() throws MalformedMessageException {
        byte[] first = {1};
        byte[] second = {2, 3};

        assertThat(assembly.text("52-7[\"a\",1,2]")).isEmpty();
        assertThat(assembly.binary(first)).isEmpty();
        Assembled whole = assembly.binary(second).orElseThrow();

        assertThat(whole.packet().id()).isEqualTo(7);
        assertThat(whole.attachments()).isEqualTo(List.of(first, second));
    }

    @Test
    void the_next_packet_begins_with_nothing_of_the_last() throws MalformedMessageException {
        for (int i = 0; i < 3; i++) {
            assertThat(assembly.text("51-[\"a\"]")).isEmpty();
            assertThat(assembly.binary(new byte[8]).orElseThrow().attachments()).hasSize(1);
            assertThat(assembly.text("2[\"b\"]").orElseThrow().attachments()).isEmpty();
        }
    }

    @Test
    void text_must_not_come_where_an_attachment_belongs() throws MalformedMessageException {
        assembly.text("52-[\"a\",1,2]");
        assembly.binary(new byte[1]);

        assertThatThrownBy(() -> assembly.text("2[\"a\"]"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("text where 2 attachments are expected");
    }

    @Test
    void binary_must_not_come_without_a_packet() throws MalformedMessageException {
        assertThatThrownBy(() -> assembly.binary(new byte[1])).isInstanceOf(MalformedMessageException.class);

        assembly.text("51-[\"a\"]");
        assembly.binary(new byte[1]);

        assertThatThrownBy(() -> assembly.binary(new byte[1]))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("a binary message belongs to no packet");
    }

    @Test
    void the_attachments_of_a_packet_are_bounded_together() throws MalformedMessageException {
        assembly.text("53-[\"a\",1,2,3]");
        assembly.binary(new byte[4]);
        assembly.binary(new byte[4]);

        assertThatThrownBy(() -> assembly.binary(new byte[1]))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("the attachments of a packet may have 8 bytes together");
    }
}
