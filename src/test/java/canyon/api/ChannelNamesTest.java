package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.message.ChannelName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelNamesTest {
    @Test
    void a_name_may_be_as_long_as_its_limit() throws RefusedRequestException {
        assertThat(ChannelNames.parse("n".repeat(200), 200)).isEqualTo(new ChannelName("n".repeat(200)));
    }

    @Test
    void a_longer_one_is_shown_in_part_with_the_limit() {
        assertThatThrownBy(() -> ChannelNames.parse("n".repeat(201), 200))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("The channel name \"" + "n".repeat(100)
                        + "…\" must have at most 200 characters (canyon.limits.channel-name-length)")
                .extracting("status")
                .isEqualTo(400);
    }

    @Test
    void a_control_character_is_named_with_its_place() {
        assertThatThrownBy(() -> ChannelNames.parse("a\u0000b", 200))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("\"a\u0000b\": channel name must not hold control characters, got U+0000 at 1")
                .extracting("status")
                .isEqualTo(400);
    }

    @Test
    void a_character_of_two_parts_is_not_cut_between_them() {
        assertThat(ChannelNames.shown("n".repeat(99) + "🦊🦊")).isEqualTo("n".repeat(99) + "…");
        assertThat(ChannelNames.shown("n".repeat(98) + "🦊🦊")).isEqualTo("n".repeat(98) + "🦊…");
        assertThat(ChannelNames.shown("n".repeat(98) + "🦊")).isEqualTo("n".repeat(98) + "🦊");
    }
}
