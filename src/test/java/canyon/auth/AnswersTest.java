package canyon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.auth.AuthEndpoint.Answer;
import canyon.message.ChannelKind;
import canyon.message.JsonText;
import canyon.message.Member;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswersTest {
    private static final Grant ADMITTED = new Grant.Admitted(null);

    private final Answers answers = new Answers(false);
    private final Answers lenient = new Answers(true);

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "true", "false", "null", "text", "{}", "{\"auth\":\"key:sig\"}", "[1]", "{cut", "a < b"
            })
    void status_200_admits_whatever_the_body(String body) {
        assertThat(answers.grant(ChannelKind.PRIVATE, answer(200, body))).isEqualTo(ADMITTED);
        assertThat(answers.grant(ChannelKind.PRESENCE, answer(200, body))).isEqualTo(ADMITTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<!DOCTYPE html>",
                "\r\n\t <html>",
                "\ufeff<html>",
                "\ufeff \ufeff\n<html>",
                "\u00a0\u2003\u3000<html>",
                "\u0000<\u0000h\u0000",
                "\u200b<html>",
                "\ufffd\ufffd<\u0000h\u0000",
                "\f\u000b\u0085\u2028<?xml?>"
            })
    void a_page_admits_nobody_unless_that_is_wanted(String body) {
        assertThat(answers.grant(ChannelKind.PRIVATE, answer(200, body)))
                .isEqualTo(new Grant.Refused(403, "the application answered with a page instead of an authorization"));
        assertThat(answers.grant(ChannelKind.PRESENCE, answer(200, body))).isInstanceOf(Grant.Refused.class);
        assertThat(lenient.grant(ChannelKind.PRIVATE, answer(200, body))).isEqualTo(ADMITTED);
    }

    @Test
    void looking_for_a_page_takes_no_long_time() {
        assertThat(answers.grant(ChannelKind.PRIVATE, answer(200, " ".repeat(1_000_000) + "x")))
                .isEqualTo(ADMITTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 307, 400, 401, 403, 404, 419, 422, 429, 500, 502, 503, 999})
    void any_other_status_is_passed_on(int status) {
        Grant refused = new Grant.Refused(status, "the application answered " + status);

        assertThat(answers.grant(ChannelKind.PRIVATE, answer(status, "true"))).isEqualTo(refused);
        assertThat(lenient.grant(ChannelKind.PRESENCE, answer(status, "<html>")))
                .isEqualTo(refused);
        assertThat(answers.grant(ChannelKind.PRIVATE, new Answer(status, "x", true)))
                .isEqualTo(refused);
    }

    @Test
    void an_answer_that_was_cut_off_admits_nobody() {
        Grant refused = new Grant.Refused(413, "the application's answer is larger than canyon.limits.auth-body-bytes");

        assertThat(answers.grant(ChannelKind.PRIVATE, new Answer(200, "true", true)))
                .isEqualTo(refused);
        assertThat(lenient.grant(ChannelKind.PRESENCE, new Answer(200, "{}", true)))
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"channel_data\":{\"user_id\":5,\"user_info\":{\"n\":1.0}}}",
                "{\"auth\":\"k:s\",\"channel_data\":\"{\\\"user_id\\\":5,\\\"user_info\\\":{\\\"n\\\":1.0}}\"}",
                " {\"channel_data\" : \" { \\\"user_id\\\":5,\\\"user_info\\\":{\\\"n\\\":1.0}} \"}\n"
            })
    void the_member_is_an_object_or_a_string_that_holds_one(String body) {
        Grant grant = answers.grant(ChannelKind.PRESENCE, answer(200, body));

        Member member = ((Grant.Admitted) grant).member();
        assertThat(member).extracting(Member::userId).isEqualTo(new JsonText("5"));
        assertThat(member).extracting(Member::userInfo).isEqualTo(new JsonText("{\"n\":1.0}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "5",
                "[]",
                "[{\"user_id\":5}]",
                "\"\"",
                "\"null\"",
                "\"5\"",
                "\"[1]\"",
                "\"{cut\"",
                "\"text\"",
                "\"\\\"{}\\\"\""
            })
    void unusable_member_data_admits_nobody_in_particular(String data) {
        assertThat(answers.grant(ChannelKind.PRESENCE, answer(200, "{\"channel_data\":" + data + "}")))
                .isEqualTo(ADMITTED);
        assertThat(answers.grant(ChannelKind.PRESENCE, answer(200, data))).isEqualTo(ADMITTED);
    }

    @Test
    void an_object_without_an_id_is_somebody() {
        Grant grant = answers.grant(ChannelKind.PRESENCE, answer(200, "{\"channel_data\":{}}"));

        assertThat(grant).isEqualTo(new Grant.Admitted(new Member(JsonText.EMPTY_OBJECT, null, null)));
    }

    @Test
    void a_private_channel_has_no_members() {
        assertThat(answers.grant(ChannelKind.PRIVATE, answer(200, "{\"channel_data\":{\"user_id\":5}}")))
                .isEqualTo(ADMITTED);
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, body, false);
    }
}
