package canyon.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.protocol.MalformedMessageException;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MalformedPacketsTest {
    private static final String ALPHABET = "0123456789-/,?[]{}\":\\abz \u0000é\ud83e\udd8a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2{}",
                "2null",
                "2\"a\"",
                "2[",
                "2[\"a\"",
                "2[\"a\"]x",
                "2abc",
                "242abc[\"a\"]",
                "2-1[\"a\"]",
                "2,[\"a\"]",
                "2/admin,x",
                "3{}",
                "3[",
                "31true",
                "1[]",
                "1{}",
                "1/a,null",
                "0{",
                "0abc",
                "0/a,{",
                "4{",
                "5",
                "5[]",
                "5-[]",
                "5a-[]",
                "51",
                "51[\"a\"]",
                "5 1-[]",
                "5+1-[]",
                "5-1-[]",
                "5101-[]",
                "5999-[]",
                "51000-[]",
                "59999999999999999999-[]",
                "51-{}",
                "61-\"a\"",
                "6x-[]",
                "61-[\"a\"]]",
                "21234567890123456[\"a\"]"
            })
    void a_packet_that_breaks_the_protocol_is_refused(String text) {
        assertThatThrownBy(() -> PacketCodec.decode(text)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void the_message_tells_what_is_wrong() {
        assertThatThrownBy(() -> PacketCodec.decode("5101-[]"))
                .hasMessage("a packet may have 100 attachments, got 101");
        assertThatThrownBy(() -> PacketCodec.decode("2{}")).hasMessage("payload does not fit a packet of type EVENT");
        assertThatThrownBy(() -> PacketCodec.decode("2[1,]"))
                .hasMessage("payload is not JSON: unexpected character at character 3");
    }

    @Test
    void a_deep_payload_does_not_exhaust_the_stack() {
        assertThatThrownBy(() -> PacketCodec.decode("2" + "[".repeat(500_000)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void garbage_brings_out_nothing_but_the_declared_exception() {
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            String text = garbage(random);
            assertThatCode(() -> decode(text)).as(text).doesNotThrowAnyException();
        }
    }

    private static void decode(String text) {
        PacketAssembly assembly = new PacketAssembly(10);
        try {
            assembly.text(text);
            assembly.binary(new byte[3]);
            assembly.text(text);
        } catch (MalformedMessageException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    private static String garbage(Random random) {
        StringBuilder out = new StringBuilder();
        if (random.nextBoolean()) {
            out.append(random.nextInt(8)).append(random.nextInt(3) == 0 ? random.nextInt(120) + "-" : "");
            out.append(random.nextInt(3) == 0 ? "/a," : "").append(random.nextBoolean() ? "[\"a\"" : "");
        }
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }
}
