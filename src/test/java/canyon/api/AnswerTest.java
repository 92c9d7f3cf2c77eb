package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswerTest {
    @Test
    void an_error_is_json_whatever_it_quotes() {
        assertThat(new RefusedRequestException(400, "a \"b\" \n").document())
                .hasToString("{\"error\":\"a \\\"b\\\" \\u000a\"}");
    }

    @Test
    void half_a_character_in_an_error_survives_utf8() {
        assertThat(Answer.bytes(Answer.errorDocument("\ud83e"))).asString().isEqualTo("{\"error\":\"\\ud83e\"}");
    }
}
