package canyon.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.protocol.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated input for everything that reads what clients send. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DecoderGarbageTest {
    private static final int ROUNDS = 20_000;
    private static final String ALPHABET = "0123456789:b=AQ\u001e[]{}\"é\ud83e\udd8a\u0000";

    private final Random random = new Random(31_415);
    private final List<PayloadCodec> codecs =
            List.of(PayloadCodec.of(EngineVersion.V3, 100), PayloadCodec.of(EngineVersion.V4, 100));

    @Test
    void texts_bring_out_nothing_but_the_declared_exception() {
        for (int i = 0; i < ROUNDS; i++) {
            String text = text();
            assertThatCode(() -> {
                        codecs.forEach(codec -> tolerate(() -> codec.decode(text)));
                        tolerate(() -> List.of(EnginePacket.ofText(text)));
                    })
                    .as(text)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void bytes_bring_out_nothing_but_the_declared_exception() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = bytes();
            assertThatCode(() -> {
                        codecs.forEach(codec -> tolerate(() -> codec.decodeBinary(bytes)));
                        tolerate(() -> List.of(EnginePacket.ofTypedBinary(bytes)));
                        tolerate(() -> List.of(EnginePacket.ofText(Utf8.decode(bytes))));
                    })
                    .as(HexFormat.of().formatHex(bytes))
                    .doesNotThrowAnyException();
        }
    }

    private static void tolerate(Decoding decoding) {
        try {
            assertThat(decoding.packets()).isNotNull();
        } catch (MalformedMessageException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }

    /** Rather small numbers, as headers hold them, and a 255 now and then. */
    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? 255 : random.nextInt(random.nextBoolean() ? 3 : 256));
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "c328", "e2a2", "ff", "f09fa6", "eda080", "f4908080", "c080"})
    void what_is_no_UTF_8_breaks_the_protocol(String hex) {
        assertThatThrownBy(() -> Utf8.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void UTF_8_is_read_as_it_is() throws MalformedMessageException {
        assertThat(Utf8.decode("é漢🦊".getBytes(StandardCharsets.UTF_8))).isEqualTo("é漢🦊");
    }

    @Test
    void a_packet_begins_with_its_type() throws MalformedMessageException {
        assertThat(EnginePacket.ofText("2probe").type()).isEqualTo(EnginePacket.Type.PING);
        assertThat(EnginePacket.ofText("2probe").text()).isEqualTo("probe");
        assertThat(EnginePacket.ofTypedBinary(new byte[] {4, 7}).binary()).containsExactly(7);
        for (String text : List.of("", "7", "/", "é", "-")) {
            assertThatThrownBy(() -> EnginePacket.ofText(text)).isInstanceOf(MalformedMessageException.class);
        }
        for (byte[] bytes : List.of(new byte[0], new byte[] {7}, new byte[] {-1}, new byte[] {'4'})) {
            assertThatThrownBy(() -> EnginePacket.ofTypedBinary(bytes)).isInstanceOf(MalformedMessageException.class);
        }
    }

    private interface Decoding {
        List<EnginePacket> packets() throws MalformedMessageException;
    }
}
