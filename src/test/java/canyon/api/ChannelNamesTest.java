package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.app.App;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelNamesTest {
    private static final App SHOP = TestApp.named("shop");

    @Test
    void a_name_may_be_as_long_as_its_limit() throws RefusedRequestException {
        assertThat(ChannelNames.parse("n".repeat(200), SHOP, 200)).isEqualTo(SHOP.channel("n".repeat(200)));
    }

    @Test
    void a_longer_one_is_shown_in_part_with_the_limit() {
        assertThatThrownBy(() -> ChannelNames.parse("n".repeat(201), SHOP, 200))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("The channel name \"" + "n".repeat(100)
                        + "…\" must have at most 200 characters (canyon.limits.channel-name-length)")
                .extracting("status")
                .isEqualTo(400);
    }

    @Test
    void a_control_character_is_named_with_its_place() {
        assertThatThrownBy(() -> ChannelNames.parse("a\u0000b", SHOP, 200))
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

    @ParameterizedTest
    @ValueSource(strings = {"a", "#a", "private-encrypted-A_1=@,.;-", "#server-to-user-7"})
    void pushers_api_takes_the_names_that_its_libraries_accept(String name) throws RefusedRequestException {
        assertThat(ChannelNames.parse(name, SHOP)).isEqualTo(SHOP.channel(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "a b", "a/b", "a:b", "a#b", "##a", "é", "a\n", "*"})
    void pushers_api_takes_no_others(String name) {
        assertThatThrownBy(() -> ChannelNames.parse(name, SHOP))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("The channel name \"" + name
                        + "\" must consist of letters, digits and _ - = @ , . ; and may begin with #")
                .extracting("status")
                .isEqualTo(400);
    }

    @Test
    void pushers_api_knows_the_limit_of_the_application() {
        assertThatThrownBy(() -> ChannelNames.parse("n".repeat(31), SHOP))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessageEndingWith("must have at most 30 characters (maxChannelNameLength)");
    }
}
