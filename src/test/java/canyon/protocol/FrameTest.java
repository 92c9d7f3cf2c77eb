package canyon.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FrameTest {
    @ParameterizedTest
    @CsvSource({
        "0, 8100",
        "1, 8101",
        "125, 817d",
        "126, 817e007e",
        "127, 817e007f",
        "256, 817e0100",
        "65535, 817effff",
        "65536, 817f0000000000010000",
        "16909060, 817f0000000001020304"
    })
    void the_header_tells_the_length_at_every_border(int length, String header) {
        String text = "x".repeat(length);

        byte[] bytes = Frame.text(text).webSocketBytes();

        int at = header.length() / 2;
        assertThat(HexFormat.of().formatHex(bytes, 0, at)).isEqualTo(header);
        assertThat(bytes).hasSize(at + length);
        assertThat(Arrays.copyOfRange(bytes, at, bytes.length)).isEqualTo(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void the_length_counts_bytes_not_characters() {
        Frame frame = Frame.text("é漢🦊");

        assertThat(HexFormat.of().formatHex(frame.webSocketBytes())).isEqualTo("8109" + "c3a9" + "e6bca2" + "f09fa68a");
        assertThat(frame.bytes()).isEqualTo(11);
    }

    @Test
    void a_binary_frame_says_so() {
        Frame frame = Frame.binary(new byte[] {4, -1, 0});

        assertThat(HexFormat.of().formatHex(frame.webSocketBytes())).isEqualTo("8203" + "04ff00");
        assertThat(frame.isBinary()).isTrue();
        assertThat(frame.binary()).containsExactly(4, -1, 0);
        assertThat(frame).hasToString("binary[3]");
        assertThatThrownBy(frame::text).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_text_frame_keeps_its_text() {
        Frame frame = Frame.text("40");

        assertThat(frame.isBinary()).isFalse();
        assertThat(frame.text()).isEqualTo("40");
        assertThat(frame).hasToString("40");
        assertThatThrownBy(frame::binary).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void bytes_are_made_once_for_all_clients() {
        Frame frame = Frame.text("2");

        assertThat(frame.webSocketBytes()).isSameAs(frame.webSocketBytes());
    }
}
