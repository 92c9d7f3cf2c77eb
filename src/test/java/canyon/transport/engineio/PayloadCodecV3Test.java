package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.protocol.Frame;
import canyon.protocol.MalformedMessageException;
import canyon.transport.engineio.PayloadCodec.Payload;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PayloadCodecV3Test {
    private final PayloadCodec codec = PayloadCodec.of(EngineVersion.V3, 3);

    @Test
    void packets_stand_behind_their_lengths() throws MalformedMessageException {
        List<EnginePacket> packets = codec.decode("41:42[\"subscribe\",{\"channel\":\"b\",\"auth\":{}}]1:2");

        assertThat(packets)
                .extracting(EnginePacket::type)
                .containsExactly(EnginePacket.Type.MESSAGE, EnginePacket.Type.PING);
        assertThat(packets.get(0).text()).isEqualTo("2[\"subscribe\",{\"channel\":\"b\",\"auth\":{}}]");
    }

    @Test
    void lengths_count_UTF_16_units() throws MalformedMessageException {
        String recorded = "45:42[\"Ünï\",\"orders\",{\"s\":\"é漢🦊\",\"socket\":null}]";

        assertThat(codec.decode(recorded).get(0).text()).endsWith("{\"s\":\"é漢🦊\",\"socket\":null}]");
        assertThat(text(codec.encode(List.of(Frame.text(recorded.substring(3))), false)))
                .isEqualTo(recorded);
    }

    @Test
    void an_empty_packet_is_skipped_as_recorded() throws MalformedMessageException {
        assertThat(codec.decode("0:")).isEmpty();
        assertThat(codec.decode("0:1:20:")).hasSize(1);
        assertThat(codec.decode("")).isEmpty();
    }

    @Test
    void binary_comes_as_Base64_with_its_type_in_front() throws MalformedMessageException {
        EnginePacket packet = codec.decode("6:b4AQI=2:40").get(0);

        assertThat(packet.type()).isEqualTo(EnginePacket.Type.MESSAGE);
        assertThat(packet.binary()).containsExactly(1, 2);
        assertThat(codec.decode("2:b4").get(0).binary()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "4",
                "999:4hello",
                ":::",
                "3:4ab5",
                ":",
                "1:",
                "-1:4",
                "+1:4",
                "1.0:4",
                " 1:4",
                "0x1:4",
                "12345678901:4",
                "9999999999:4",
                "2147483647:4",
                "1:x",
                "1:7",
                "1:b",
                "2:b9",
                "6:b4A*I=",
                "٢:40"
            })
    void a_body_that_breaks_the_protocol_is_refused(String body) {
        assertThatThrownBy(() -> codec.decode(body)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void packets_of_one_body_are_counted() throws MalformedMessageException {
        assertThat(codec.decode("1:21:21:2")).hasSize(3);
        assertThatThrownBy(() -> codec.decode("1:21:21:21:2")).hasMessage("a payload may hold 3 packets");
        assertThatThrownBy(() -> codec.decode("1:2".repeat(100_000))).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> codec.decodeBinary(HexFormat.of().parseHex("0001ff32".repeat(4))))
                .hasMessage("a payload may hold 3 packets");
    }

    @Test
    void text_is_answered_as_text() {
        Payload payload = codec.encode(List.of(Frame.text("3"), Frame.text("40")), false);

        assertThat(payload.isBinary()).isFalse();
        assertThat(text(payload)).isEqualTo("1:32:40");
    }

    @Test
    void binary_is_answered_with_binary_framing_for_all_of_the_body() {
        Payload payload =
                codec.encode(List.of(Frame.text("4é"), Frame.binary(new byte[] {4, 1, 2}), longText()), false);

        assertThat(payload.isBinary()).isTrue();
        assertThat(HexFormat.of().formatHex(payload.bytes()))
                .isEqualTo("0003ff34c3a9" + "0103ff040102" + "00010201ff" + "34" + "78".repeat(120));
    }

    private static Frame longText() {
        return Frame.text("4" + "x".repeat(120));
    }

    @Test
    void binary_is_answered_as_Base64_where_the_client_asked_for_it() {
        Payload payload = codec.encode(List.of(Frame.text("40"), Frame.binary(new byte[] {4, 1, 2})), true);

        assertThat(payload.isBinary()).isFalse();
        assertThat(text(payload)).isEqualTo("2:406:b4AQI=");
    }

    @Test
    void a_binary_body_is_read_as_it_is_written() throws MalformedMessageException {
        Payload payload = codec.encode(List.of(Frame.text("4é"), Frame.binary(new byte[] {4, -1}), longText()), false);

        List<EnginePacket> packets = codec.decodeBinary(payload.bytes());

        assertThat(packets).extracting(EnginePacket::type).containsOnly(EnginePacket.Type.MESSAGE);
        assertThat(packets.get(0).text()).isEqualTo("é");
        assertThat(packets.get(1).binary()).containsExactly(-1);
        assertThat(packets.get(2).text()).hasSize(120);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02",
                "00",
                "0001",
                "0001ff",
                "00ff",
                "00ff34",
                "0002ff34",
                "000aff34",
                "0080ff",
                "01ff",
                "0101ff09",
                "0100ff",
                "0001ff37",
                "0002ffc328",
                "00090909090909090909ff",
                "000000000000000000000001ff34"
            })
    void a_binary_body_that_breaks_the_protocol_is_refused(String hex) {
        byte[] body = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> codec.decodeBinary(body)).isInstanceOf(MalformedMessageException.class);
    }

    private static String text(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
