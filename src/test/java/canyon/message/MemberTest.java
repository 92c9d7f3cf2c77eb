package canyon.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MemberTest {
    @Test
    void a_description_is_kept_as_it_was_written() throws MalformedJsonException {
        String text =
                "{ \"user_info\" : {\"n\":1.0,\"e\":\"\\u00e9\"}, \"extra\":[1 ,2], \"user_id\" : 12345678901234567890 }";

        Member member = member(text);

        assertThat(member.data()).isEqualTo(new JsonText(text));
        assertThat(member.userId()).isEqualTo(new JsonText("12345678901234567890"));
        assertThat(member.userInfo()).isEqualTo(new JsonText("{\"n\":1.0,\"e\":\"\\u00e9\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5           | 5",
                "\"5\"       | 5",
                "\"\\u0035\" | 5",
                "-1          | -1",
                "\"\"        | ''",
                "\"Zoë\"     | Zoë",
                "\"a\\\"b\"  | a\"b",
                "null        | null",
                "true        | true",
                "[5]         | [5]",
                "{\"a\":1}   | {\"a\":1}",
                "12345678901234567890 | 12345678901234567890"
            })
    void users_are_told_apart_by_their_id_as_a_string(String id, String key) throws MalformedJsonException {
        assertThat(member("{\"user_id\":" + id + "}").key()).contains(key);
    }

    @ParameterizedTest
    @CsvSource({"5, \"5\", true", "\"5\", \"\\u0035\", true", "5, 6, false", "\"a\", \"A\", false", "5, 5.0, false"})
    void the_same_id_written_otherwise_is_the_same_user(String one, String other, boolean same)
            throws MalformedJsonException {
        Optional<String> key = member("{\"user_id\":" + one + "}").key();

        assertThat(key.equals(member("{\"user_id\":" + other + "}").key())).isEqualTo(same);
    }

    @Test
    void who_has_no_id_has_no_key() throws MalformedJsonException {
        Member member = member("{\"user_info\":{\"user_id\":5}}");

        assertThat(member.key()).isEmpty();
        assertThat(member.userId()).isNull();
        assertThat(member("{}").userInfo()).isNull();
        assertThat(member("{}").data()).isEqualTo(JsonText.EMPTY_OBJECT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"socketId\":\"x\"} | {}",
                "{\"user_id\":5,\"socketId\":\"x\",\"user_info\":{\"socketId\":1}} |"
                        + " {\"user_id\":5,\"user_info\":{\"socketId\":1}}",
                "{ \"b\" : 1.0, \"socket\\u0049d\" : {\"a\":1}, \"a\" : \"\\u00e9\" } | {\"b\":1.0,\"a\":\"\\u00e9\"}",
                "{\"socketId\":1,\"user_id\":5,\"socketId\":2} | {\"user_id\":5}",
                "{\"socketid\":1,\"socketId \":2} | {\"socketid\":1,\"socketId \":2}"
            })
    void a_socketId_of_the_application_is_taken_out_and_the_order_stays(String described, String kept)
            throws MalformedJsonException {
        assertThat(member(described).data()).isEqualTo(new JsonText(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "5", "\"{}\"", "[]", "[{\"user_id\":5}]"})
    void what_is_no_object_describes_nobody(String text) throws MalformedJsonException {
        assertThat(Member.of(JsonText.parse(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                       | {\"socketId\":\"a1\"}",
                "{ \t}                    | {\"socketId\":\"a1\"}",
                "{\"user_id\":5}          | {\"user_id\":5,\"socketId\":\"a1\"}",
                "{\"user_id\" : 5 \t }    | {\"user_id\" : 5,\"socketId\":\"a1\"}",
                "{\"user_info\":{}}       | {\"user_info\":{},\"socketId\":\"a1\"}",
                "{\"user_info\":\"a } \"} | {\"user_info\":\"a } \",\"socketId\":\"a1\"}",
                "{\"socketId\":\"mine\"}  | {\"socketId\":\"a1\"}"
            })
    void a_connection_of_a_member_shows_its_id_last(String data, String shown) throws MalformedJsonException {
        JsonText json = new Presence(member(data), new SocketId("a1")).json();

        assertThat(json.text()).isEqualTo(shown);
        assertThat(JsonText.parse(json.text())).isEqualTo(json);
    }

    @Test
    void line_breaks_in_a_description_do_not_matter() throws MalformedJsonException {
        assertThat(new Presence(member("{\n}"), new SocketId("a1")).json().text())
                .isEqualTo("{\"socketId\":\"a1\"}");
        assertThat(new Presence(member("{\"a\":1\r\n}"), new SocketId("a1"))
                        .json()
                        .text())
                .isEqualTo("{\"a\":1,\"socketId\":\"a1\"}");
    }

    private static Member member(String text) throws MalformedJsonException {
        return Member.of(JsonText.parse(text)).orElseThrow();
    }
}
