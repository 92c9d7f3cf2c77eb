package canyon.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-0",
                "-0.0e-0",
                "12345678901234567890",
                "1.0",
                "1e400",
                "1E+2",
                "\"\"",
                "\"\\u00e9\\ud83e\\udd8a\\/\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\u007f\u2028\"",
                "{}",
                "[]",
                "{\"\":{}}",
                "{\"a\":1,\"a\":2}",
                "[[],[[]],{\"a\":[]}]",
                "{\"a\" : [ 1 ,\t2\n]\r}"
            })
    void valid_JSON_stays_as_it_was_written(String text) throws MalformedJsonException {
        assertThat(JsonText.parse(text).text()).isEqualTo(text);
        assertThat(JsonText.parse(" \t\r\n" + text + "\n ").text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "nulll",
                "True",
                "NaN",
                "Infinity",
                "undefined",
                "+1",
                "01",
                "-",
                "-a",
                "1.",
                ".5",
                "1.e1",
                "1e",
                "1e+",
                "0x10",
                "--1",
                "1 2",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u+123\"",
                "\"\\uD8\"",
                "\"a\nb\"",
                "\"\u0000\"",
                "'a'",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{1:1}",
                "{\"a\" 1}",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "]",
                "}",
                "[}",
                "{]",
                "{}x",
                "[]]",
                "\u00a0null",
                "\ufeffnull",
                "null\f",
                "//\nnull",
                "\"\\u\uff11\uff11\uff11\uff11\"",
                "\u0661"
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> JsonText.parse(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageStartingWith("not JSON: ");
    }

    @Test
    void nesting_is_bounded_before_the_stack_is() throws MalformedJsonException {
        String deepest = "[".repeat(JsonScanner.MAX_DEPTH) + "]".repeat(JsonScanner.MAX_DEPTH);
        String mixed = "{\"a\":[".repeat(JsonScanner.MAX_DEPTH / 2) + "]}".repeat(JsonScanner.MAX_DEPTH / 2);

        assertThat(JsonText.parse(deepest).elements()).hasSize(1);
        assertThat(JsonText.parse(mixed).members()).containsOnlyKeys("a");
        assertThatThrownBy(() -> JsonText.parse("[" + deepest + "]")).hasMessageContaining("nested deeper than 512");
        assertThatThrownBy(() -> JsonText.parse("[".repeat(1_000_000))).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> JsonText.parse("{\"a\":".repeat(1_000_000)))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void values_beside_each_other_do_not_count_as_depth() throws MalformedJsonException {
        String wide = "[" + "[],{},".repeat(JsonScanner.MAX_DEPTH) + "0]";

        assertThat(JsonText.parse(wide).elements()).hasSize(2 * JsonScanner.MAX_DEPTH + 1);
    }

    @Test
    void members_keep_their_text_and_their_order() throws MalformedJsonException {
        JsonText object = JsonText.parse(
                " { \"n\" : 1.0 , \"esc\\u0061ped\":\"\\u00e9\\/\",\"o\":{ \"x\":[ ]},\"e\":1e400,\"n\" : -0 } ");

        assertThat(object.members().keySet()).containsExactly("n", "escaped", "o", "e");
        assertThat(object.members())
                .containsEntry("n", new JsonText("-0"))
                .containsEntry("escaped", new JsonText("\"\\u00e9\\/\""))
                .containsEntry("o", new JsonText("{ \"x\":[ ]}"))
                .containsEntry("e", new JsonText("1e400"));
        assertThat(JsonText.parse("{ \n}").members()).isEmpty();
    }

    @Test
    void elements_keep_their_text_and_their_order() throws MalformedJsonException {
        JsonText array = JsonText.parse("[ \"a,]\" ,\t12345678901234567890,{\"a\" : 1}\n, [ 1 , 2 ] , null ]");

        assertThat(array.elements())
                .extracting(JsonText::text)
                .containsExactly("\"a,]\"", "12345678901234567890", "{\"a\" : 1}", "[ 1 , 2 ]", "null");
        assertThat(JsonText.parse("[ ]").elements()).isEmpty();
    }

    @Test
    void a_value_knows_what_it_is() throws MalformedJsonException {
        for (String text : List.of("null", "true", "1", "\"[\"", "[\"{\"]", "{\"[\":null}")) {
            JsonText value = JsonText.parse(text);
            assertThat(List.of(value.isNull(), value.isString(), value.isArray(), value.isObject()))
                    .containsExactly(
                            text.equals("null"), text.startsWith("\""), text.startsWith("["), text.startsWith("{"));
        }
    }

    @Test
    void asking_a_value_for_what_it_is_not_is_a_fault_of_the_caller() {
        JsonText number = new JsonText("1".repeat(100));

        assertThatThrownBy(number::string)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not a JSON string: " + "1".repeat(40) + "…");
        assertThatThrownBy(number::members).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(number::elements).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new JsonText("{oops").members()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new JsonText("[oops").elements()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_string_is_what_its_escapes_stand_for() throws MalformedJsonException {
        assertThat(JsonText.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\ud83e\\uDD8A é\"")
                        .string())
                .isEqualTo("\"\\/\b\f\n\r\tA🦊 é");
        assertThat(JsonText.parse("\"\"").string()).isEmpty();
        assertThat(JsonText.parse("\"\\ud800\"").string()).isEqualTo("\ud800");
    }

    @Test
    void a_text_becomes_a_string_without_needless_escapes() {
        assertThat(JsonText.ofString("é漢🦊/\u007f\u2028").text()).isEqualTo("\"é漢🦊/\u007f\u2028\"");
        assertThat(JsonText.ofString("\"\\\u0000\n\u001f").text()).isEqualTo("\"\\\"\\\\\\u0000\\u000a\\u001f\"");
    }

    @Test
    void a_lone_surrogate_survives_since_it_is_escaped() {
        assertThat(JsonText.ofString("a\ud800").text()).isEqualTo("\"a\\ud800\"");
        assertThat(JsonText.ofString("\udc00a").text()).isEqualTo("\"\\udc00a\"");
        assertThat(JsonText.ofString("\ud800\ud83e\udd8a\udd8a").text()).isEqualTo("\"\\ud800🦊\\udd8a\"");
    }

    @Test
    void parts_are_put_together_as_they_are_and_in_their_order() throws MalformedJsonException {
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put("b\"\n\ud800", JsonText.parse("1.0"));
        members.put("", JsonText.parse("{ \"x\":[ ]}"));
        members.put("a", JsonText.ofElements(List.of(JsonText.NULL, JsonText.parse("1e400"))));

        JsonText object = JsonText.ofMembers(members);

        assertThat(object.text()).isEqualTo("{\"b\\\"\\u000a\\ud800\":1.0,\"\":{ \"x\":[ ]},\"a\":[null,1e400]}");
        assertThat(JsonText.parse(object.text()).members()).isEqualTo(members);
        assertThat(JsonText.ofElements(object.members().values().stream().toList())
                        .elements())
                .containsExactlyElementsOf(members.values());
    }

    @Test
    void nothing_put_together_is_empty() {
        assertThat(JsonText.ofMembers(Map.of())).isEqualTo(JsonText.EMPTY_OBJECT);
        assertThat(JsonText.ofElements(List.of())).isEqualTo(new JsonText("[]"));
        assertThat(JsonText.ofElements(List.of(JsonText.ofElements(List.of())))).isEqualTo(new JsonText("[[]]"));
    }

    @Test
    void the_message_tells_where_it_is_no_JSON() {
        assertThatThrownBy(() -> JsonText.parse("{\"a\":tru}"))
                .hasMessage("not JSON: unexpected character at character 5");
    }

    @Test
    void an_excerpt_has_the_members_that_are_asked_for_in_that_order() throws MalformedJsonException {
        String text = " {\"other\":{\"b\":0}, \"b\" : [1, 2] ,\"a\":1.0,\"ab\":3} ";

        assertThat(JsonText.excerpt(text, "a", "b", "c"))
                .containsExactly(new JsonText("1.0"), new JsonText("[1, 2]"), null);
        assertThat(JsonText.excerpt("{}", "a")).containsOnlyNulls();
    }

    @Test
    void of_a_repeated_name_an_excerpt_has_the_last_however_it_is_escaped() throws MalformedJsonException {
        assertThat(JsonText.excerpt("{\"a\":1,\"\\u0061\":2}", "a")).containsExactly(new JsonText("2"));
        assertThat(JsonText.excerpt("{\"\\u0061\":2,\"a\":1}", "a")).containsExactly(new JsonText("1"));
        assertThat(JsonText.excerpt("{\"a\\u0000\":2}", "a")).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "[]", "5", "\"a\"", "{", "{\"a\"", "{\"a\":1", "{\"a\":1,}", "{}}", "{} x", "{a:1}"})
    void an_excerpt_of_what_is_no_object_is_refused(String text) {
        assertThatThrownBy(() -> JsonText.excerpt(text, "a")).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void an_excerpt_may_be_nested_as_deeply_as_anything_else() throws MalformedJsonException {
        String deepest = "[".repeat(JsonScanner.MAX_DEPTH - 1) + "]".repeat(JsonScanner.MAX_DEPTH - 1);

        assertThat(JsonText.excerpt("{\"a\":" + deepest + "}", "a")).containsExactly(new JsonText(deepest));
        assertThatThrownBy(() -> JsonText.excerpt("{\"a\":[" + deepest + "]}", "a"))
                .isInstanceOf(MalformedJsonException.class);
    }
}
