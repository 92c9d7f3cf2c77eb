package canyon.config.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DotEnvTest {
    private static Map<String, Found> read(String text) throws UnreadableException {
        return DotEnv.read(text, ".env", Map.of("HOME", "/root"));
    }

    private static Found get(Map<String, Found> variables, String name) {
        return Objects.requireNonNull(variables.get(name), name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=b|b",
                "  A = b  |b",
                "export A=b|b",
                "A=b # comment|b",
                "A=b#c|b#c",
                "A=# comment|``",
                "A=|``",
                "A|``",
                "A=\"b # c\" # comment|b # c",
                "A=\"say \\\"hi\\\"\"|say \"hi\"",
                "A='it is ${HOME} \\n'|it is ${HOME} \\n",
                "A=${HOME}/x|/root/x",
                "A=\"${HOME}\"|/root",
                "A=\"\\${HOME}\"|${HOME}",
                "A=$HOME|$HOME",
                "A=${}|${}",
                "A=a=b|a=b",
                "A=two words|two words",
                "A=base64:abc==|base64:abc==",
                "export=b|",
            })
    void a_value_is_read_as_laravel_reads_it(String line, String value) throws UnreadableException {
        Map<String, Found> variables = read(line);

        if (value != null) {
            assertThat(get(variables, "A").text()).isEqualTo(value);
            assertThat(get(variables, "A").resolved()).isTrue();
        }
    }

    @Test
    void lines_end_in_any_way_and_quotes_span_them() throws UnreadableException {
        Map<String, Found> variables = read("# first\r\n\r\nA=\"one\ntwo\"\r\nB=${A}\rC='x'\n");

        assertThat(get(variables, "A").text()).isEqualTo("one\ntwo");
        assertThat(get(variables, "B").text()).isEqualTo("one\ntwo");
        assertThat(get(variables, "C").text()).isEqualTo("x");
    }

    @Test
    void the_last_of_two_holds() throws UnreadableException {
        assertThat(get(read("A=1\nA=2"), "A").text()).isEqualTo("2");
    }

    @Test
    void a_reference_to_nothing_is_remembered_and_handed_on() throws UnreadableException {
        Map<String, Found> variables = read("A=${NOWHERE}\nB=${A}\nC=c");

        assertThat(get(variables, "A").resolved()).isFalse();
        assertThat(get(variables, "B").resolved()).isFalse();
        assertThat(get(variables, "C").resolved()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=1\nB=\"hunter2", "A=1\nhunter2 hunter2", "A=1\nB=\"x\" hunter2", "A=1\n=hunter2"})
    void a_broken_line_is_told_by_its_number(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("line 2 ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void references_that_multiply_are_cut_off() throws UnreadableException {
        StringBuilder text = new StringBuilder("A0=" + "x".repeat(1000) + "\n");
        for (int i = 1; i < 60; i++) {
            text.append("A%d=${A%d}${A%d}\n".formatted(i, i - 1, i - 1));
        }

        assertThat(get(read(text.toString()), "A59").resolved()).isFalse();
    }
}
