package canyon.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.JsonText;
import canyon.protocol.MalformedMessageException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PacketCodecTest {
    static Stream<Arguments> packets() {
        return Stream.of(
                packet("0", PacketType.CONNECT, "/", 0, null, null),
                packet("0{\"token\":\"x\"}", PacketType.CONNECT, "/", 0, null, "{\"token\":\"x\"}"),
                packet("0/admin,", PacketType.CONNECT, "/admin", 0, null, null),
                packet("0/admin,{\"sid\":\"x\"}", PacketType.CONNECT, "/admin", 0, null, "{\"sid\":\"x\"}"),
                packet("1", PacketType.DISCONNECT, "/", 0, null, null),
                packet("1/admin,", PacketType.DISCONNECT, "/admin", 0, null, null),
                packet("2", PacketType.EVENT, "/", 0, null, null),
                packet("2[\"a\"]", PacketType.EVENT, "/", 0, null, "[\"a\"]"),
                packet("212[\"a\",{\"n\":1.0}]", PacketType.EVENT, "/", 0, 12L, "[\"a\",{\"n\":1.0}]"),
                packet("2/admin,456[\"a\"]", PacketType.EVENT, "/admin", 0, 456L, "[\"a\"]"),
                packet("3123456789012345[]", PacketType.ACK, "/", 0, 123_456_789_012_345L, "[]"),
                packet("3/admin,0[\"ok\"]", PacketType.ACK, "/admin", 0, 0L, "[\"ok\"]"),
                packet("4\"Invalid namespace\"", PacketType.CONNECT_ERROR, "/", 0, null, "\"Invalid namespace\""),
                packet("4/nope,{\"message\":\"x\"}", PacketType.CONNECT_ERROR, "/nope", 0, null, "{\"message\":\"x\"}"),
                packet("50-[\"a\"]", PacketType.BINARY_EVENT, "/", 0, null, "[\"a\"]"),
                packet("52-7[\"a\",1,2]", PacketType.BINARY_EVENT, "/", 2, 7L, "[\"a\",1,2]"),
                packet("5100-/admin,[\"a\"]", PacketType.BINARY_EVENT, "/admin", 100, null, "[\"a\"]"),
                packet("61-/admin,456[1]", PacketType.BINARY_ACK, "/admin", 1, 456L, "[1]"));
    }

    private static Arguments packet(
            String text, PacketType type, String namespace, int attachments, @Nullable Long id, @Nullable String data) {
        return Arguments.of(
                text, new Packet(type, namespace, attachments, id, data == null ? null : new JsonText(data)));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void text_becomes_a_packet_and_the_same_text_again(String text, Packet packet) throws MalformedMessageException {
        assertThat(PacketCodec.decode(text)).isEqualTo(packet);
        assertThat(PacketCodec.encode(packet)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "9", "abc", "?", "-1", " 2[]", "٢[]"})
    void a_character_that_is_no_type_is_a_value(String text) throws MalformedMessageException {
        assertThat(PacketCodec.decode(text)).isEqualTo(Packet.of(PacketType.UNKNOWN, "/", null));
    }

    @Test
    void a_namespace_may_stand_without_its_comma() throws MalformedMessageException {
        assertThat(PacketCodec.decode("0/nope").namespace()).isEqualTo("/nope");
        assertThat(PacketCodec.decode("0/").namespace()).isEqualTo("/");
    }

    @Test
    void the_query_that_clients_2_append_to_a_namespace_is_cut_off() throws MalformedMessageException {
        assertThat(PacketCodec.decode("0/admin?token=a,").namespace()).isEqualTo("/admin");
        assertThat(PacketCodec.decode("0/admin?token=a").namespace()).isEqualTo("/admin");
        assertThat(PacketCodec.decode("0/?a=1,{}").data()).isEqualTo(JsonText.EMPTY_OBJECT);
    }

    @Test
    void payloads_are_not_reprinted() throws MalformedMessageException {
        Packet packet = PacketCodec.decode("2[ \"E\" , 1.0, 1e400,\"\\u00e9\" ] ");

        assertThat(packet.data()).isEqualTo(new JsonText("[ \"E\" , 1.0, 1e400,\"\\u00e9\" ]"));
    }
}
