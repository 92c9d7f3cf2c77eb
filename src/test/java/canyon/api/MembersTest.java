package canyon.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import canyon.message.JsonText;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MembersTest {
    @Test
    void parameters_may_stand_in_the_query() throws RefusedRequestException {
        assertThat(members("name=my+event&data=%22&channels[]=a&channels[]=b&socket_id=1.2&auth_key=k", ""))
                .containsOnly(
                        entry("name", new JsonText("\"my event\"")),
                        entry("data", new JsonText("\"\\\"\"")),
                        entry("channels", new JsonText("[\"a\",\"b\"]")),
                        entry("socket_id", new JsonText("\"1.2\"")));
    }

    @Test
    void the_body_wins() throws RefusedRequestException {
        assertThat(members("name=query&channel=c", "{\"name\":\"body\",\"data\":1}"))
                .containsOnly(
                        entry("name", new JsonText("\"body\"")),
                        entry("channel", new JsonText("\"c\"")),
                        entry("data", new JsonText("1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "[]", "\"text\""})
    void a_body_that_is_no_object_is_refused(String body) {
        assertThat(refused(body.getBytes(UTF_8))).isEqualTo("The body must be a JSON object, got " + body);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{", "{}x", "name=X&channel=a", "{'name':'X'}"})
    void a_body_that_is_no_json_is_refused(String body) {
        assertThat(refused(body.getBytes(UTF_8))).startsWith("The body must be JSON: ");
    }

    @Test
    void a_body_in_another_encoding_is_refused() {
        assertThat(refused("{\"name\":\"é\"}".getBytes(ISO_8859_1))).isEqualTo("The body must be UTF-8");
    }

    private static Map<String, JsonText> members(String query, String body) throws RefusedRequestException {
        return Members.of(Query.parse(query), body.getBytes(UTF_8));
    }

    private static String refused(byte[] body) {
        return catchThrowableOfType(RefusedRequestException.class, () -> Members.of(Query.parse(""), body))
                .answer();
    }
}
