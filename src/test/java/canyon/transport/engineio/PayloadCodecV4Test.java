package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.protocol.Frame;
import canyon.protocol.MalformedMessageException;
import canyon.transport.engineio.PayloadCodec.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PayloadCodecV4Test {
    private static final String RECORDED =
            "42[\"E\",\"orders\",{\"n\":1,\"socket\":null}]\u001e42[\"E\",\"b\",{\"s\":\"é漢🦊\",\"socket\":null}]";

    private final PayloadCodec codec = PayloadCodec.of(EngineVersion.V4, 3);

    @Test
    void packets_stand_between_separators() throws MalformedMessageException {
        List<EnginePacket> packets = codec.decode(RECORDED);

        assertThat(packets).extracting(EnginePacket::type).containsOnly(EnginePacket.Type.MESSAGE);
        assertThat(packets)
                .extracting(packet -> "4" + packet.text())
                .containsExactlyElementsOf(List.of(RECORDED.split("\u001e")));
    }

    @Test
    void an_answer_is_written_as_recorded() {
        List<Frame> frames =
                List.of(RECORDED.split("\u001e")).stream().map(Frame::text).toList();

        Payload payload = codec.encode(frames, false);

        assertThat(new String(payload.bytes(), StandardCharsets.UTF_8)).isEqualTo(RECORDED);
        assertThat(payload.isBinary()).isFalse();
    }

    @Test
    void binary_is_Base64_behind_a_b() throws MalformedMessageException {
        EnginePacket packet = codec.decode("bAQI=\u001e4x").get(0);
        Payload payload = codec.encode(List.of(Frame.text("4x"), Frame.binary(new byte[] {1, 2})), false);

        assertThat(packet.type()).isEqualTo(EnginePacket.Type.MESSAGE);
        assertThat(packet.binary()).containsExactly(1, 2);
        assertThat(codec.decode("b").get(0).binary()).isEmpty();
        assertThat(new String(payload.bytes(), StandardCharsets.UTF_8)).isEqualTo("4x\u001ebAQI=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001e", "2\u001e", "\u001e2", "2\u001e\u001e2", "7", "x", "b*", "bA", "bA*=="})
    void a_body_that_breaks_the_protocol_is_refused(String body) {
        assertThatThrownBy(() -> codec.decode(body)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void binary_bodies_do_not_exist() {
        assertThatThrownBy(() -> codec.decodeBinary(new byte[] {0, 1})).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void packets_of_one_body_are_counted() throws MalformedMessageException {
        assertThat(codec.decode("2\u001e2\u001e2")).hasSize(3);
        assertThatThrownBy(() -> codec.decode("2\u001e2\u001e2\u001e2")).hasMessage("a payload may hold 3 packets");
        assertThatThrownBy(() -> codec.decode("2\u001e".repeat(100_000))).isInstanceOf(MalformedMessageException.class);
    }
}
