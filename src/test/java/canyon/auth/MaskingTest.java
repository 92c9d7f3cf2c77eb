package canyon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MaskingTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | true",
                "text | text",
                "Unauthorized | Unauthorized",
                "Authentication failed. | Authentication failed.",
                "{\"message\":\"Unauthenticated.\"} | {\"message\":\"Unauthenticated.\"}",
                "{ \"channel_data\" : {\"user_id\":5,\"user_info\":{\"n\":1.0}} } |"
                        + " {\"channel_data\":{\"user_id\":5,\"user_info\":{\"n\":1.0}}}",
                "{\"channel_data\":\"{\\\"user_id\\\":5}\"} | {\"channel_data\":\"{\\\"user_id\\\":5}\"}",
                "[1,null,\"a\"] | [1,null,\"a\"]",
                "{\"id\":\"123e4567-e89b-12d3-a456-426614174000\"} | {\"id\":\"123e4567-e89b-12d3-a456-426614174000\"}"
            })
    void what_is_no_secret_is_shown(String body, String shown) {
        assertThat(Masking.start(body, Map.of())).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"auth\":\"key:HIDE\",\"channel_data\":\"{}\"} | {\"auth\":\"***\",\"channel_data\":\"{}\"}",
                "{\"AUTH\" : \"key:HIDE\"} | {\"AUTH\":\"***\"}",
                "{\"shared_secret\":\"HIDE\"} | {\"shared_secret\":\"***\"}",
                "{\"a\":[{\"authToken\":[\"HIDE\"]}]} | {\"a\":[{\"authToken\":\"***\"}]}",
                "{\"token\":12345,\"csrf\":true,\"api_key\":{\"a\":\"HIDE\"}} |"
                        + " {\"token\":\"***\",\"csrf\":\"***\",\"api_key\":\"***\"}",
                "{\"\\u0061uth\":\"HIDE\"} | {\"auth\":\"***\"}",
                "{\"signature\":\"HIDE\",\"password\":\"HIDE\",\"laravel_session\":\"HIDE\",\"XSRF-TOKEN\":\"HIDE\"} |"
                        + " {\"signature\":\"***\",\"password\":\"***\",\"laravel_session\":\"***\",\"XSRF-TOKEN\":\"***\"}",
                "{\"channel_data\":\"{\\\"auth\\\":\\\"HIDE\\\",\\\"user_id\\\":5}\"} |"
                        + " {\"channel_data\":\"{\\\"auth\\\":\\\"***\\\",\\\"user_id\\\":5}\"}",
                "\"{\\\"auth\\\":\\\"HIDE\\\"}\" | \"{\\\"auth\\\":\\\"***\\\"}\"",
                "\"{\\\"auth\\\":\\\"HIDE\" | \"{\\\"auth\\\":***\"",
                "\"{\\\"auth\\\":\\\"HIDE | \"{\\\"auth\\\":***",
                "{\"channel_data\":\"{\\\"auth\\\":\\\"HIDE | {\"channel_data\":\"{\\\"auth\\\":***",
                "{\"auth\":\"HIDE | {\"auth\":***",
                "{\"auth\" : [\"HIDE\", | {\"auth\" :***",
                "{\"a\":\"{\\\"auth\\\":\\\"HIDE\"} | {\"a\":\"{\\\"auth\\\":***\"}",
                "{\"message\":\"bad Bearer HIDE\"} | {\"message\":\"bad Bearer ***\"}",
                "{\"message\":\"token=HIDE&a=b\"} | {\"message\":\"token=***\"}",
                "Authorization: Bearer HIDE | Authorization:***",
                "Set-Cookie: laravel_session=HIDE | Set-Cookie:***",
                "Basic HIDE | Basic ***",
                "<meta name=\"csrf-token\" content=\"HIDE\"> | <meta name=\"csrf-token\" content=***",
                "<input type='hidden' name='_token' value='HIDE'> | <input type='hidden' name='_token' value=***",
                "a=b&auth_signature=HIDE | a=b&auth_signature=***",
                "'auth' => 'HIDE' | 'auth' =***"
            })
    void what_sounds_like_a_secret_is_hidden_in_JSON_in_text_and_where_it_is_cut(String body, String shown) {
        assertThat(Masking.start(body, Map.of())).isEqualTo(shown).doesNotContain("HIDE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop:" + HEX, "\"shop:" + HEX + "\"", "{\"a\":\"" + HEX + "\"}", "[\"" + HEX})
    void a_signature_is_hidden_wherever_it_stands(String body) {
        assertThat(Masking.start(body, Map.of())).contains("***").doesNotContain("0123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token abcdef123 is not known",
                "{\"message\":\"no user for abcdef123\"}",
                "{\"headers\":[\"sess=abcdef123; path=/\"]}",
                "[\"abcdef123",
                "<p>abcdef123</p>"
            })
    void what_the_client_sent_is_hidden_when_the_application_repeats_it(String body) {
        Map<String, String> headers = Map.of("Authorization", "Bearer abcdef123");
        Map<String, String> cookie = Map.of("Cookie", "a=b; laravel=abcdef123");

        assertThat(Masking.start(body, headers)).contains("***").doesNotContain("abcdef123");
        assertThat(Masking.start(body, cookie)).contains("***").doesNotContain("abcdef123");
        assertThat(Masking.cause(new IOException(body), headers))
                .contains("***")
                .doesNotContain("abcdef123");
    }

    @Test
    void a_secret_is_found_also_where_the_line_is_cut() {
        String body = "{\"a\":\"" + "b".repeat(38) + "-".repeat(140) + "\",\"auth\":\"HIDE" + "c".repeat(500) + "\"}";

        for (int length = 0; length <= body.length(); length++) {
            assertThat(Masking.start(body.substring(0, length), Map.of()))
                    .doesNotContain("HIDE")
                    .hasSizeLessThan(210);
        }
    }

    @Test
    void a_huge_body_is_searched_at_its_beginning_only() {
        String deep = "[".repeat(500) + "\"" + "\\".repeat(2_000_000);

        assertThat(Masking.start(deep, Map.of())).startsWith("[[[").hasSizeLessThan(210);
        assertThat(Masking.start("{\"auth\":\"" + "HIDE".repeat(500_000) + "\"}", Map.of()))
                .isEqualTo("{\"auth\":***");
    }

    @Test
    void deep_nesting_is_not_shown() {
        assertThat(Masking.start("[".repeat(500) + "5" + "]".repeat(500), Map.of()))
                .isEqualTo("[[[[[[[[\"***\"]]]]]]]]");
    }

    @Test
    void an_empty_body_is_said_to_be_empty() {
        assertThat(Masking.start("", Map.of())).isEqualTo("(empty)");
    }

    @Test
    void headers_are_named_and_shown_only_if_they_hold_no_secret() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(Map.of(
                "accept", "application/json",
                "Authorization", "Bearer HIDE",
                "Cookie", "HIDE",
                "Referer", "https://shop.test/?signature=HIDE",
                "X-CSRF-TOKEN", "HIDE",
                "X-Requested-With", "XMLHttpRequest",
                "X-SOCKET-id", "abc"));

        assertThat(Masking.headers(headers))
                .isEqualTo("accept=application/json, Authorization=***, Cookie=***, Referer=***, X-CSRF-TOKEN=***,"
                        + " X-Requested-With=XMLHttpRequest, X-SOCKET-id=abc");
        assertThat(Masking.headers(Map.of("X".repeat(10_000), "a"))).hasSizeLessThan(210);
    }

    @Test
    void a_line_is_one_line_short_and_without_control_characters() {
        assertThat(Masking.line("a\r\nb\tc\u0000d\u001b[2Je\u0085f\u009bg\u2028h\u2029i\u202ej\u200bk\ufeffl\u007fm"))
                .isEqualTo("a  b c d [2Je f g h i j k l m");
        assertThat(Masking.line("a".repeat(200))).isEqualTo("a".repeat(200));
        assertThat(Masking.line("a".repeat(201))).isEqualTo("a".repeat(200) + "…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "auth ", "key\"' ", "token-"})
    @Timeout(10)
    void no_text_takes_a_long_time(String word) {
        assertThat(Masking.start(word.repeat(100_000), Map.of())).hasSizeLessThan(300);
        assertThat(Masking.start("{\"bio\":\"" + word.replace("\"", "'").repeat(100_000) + "\"}", Map.of()))
                .hasSizeLessThan(300);
        assertThat(Masking.start("key" + "a".repeat(300_000), Map.of())).hasSizeLessThan(300);
    }
}
