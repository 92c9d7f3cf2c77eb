package canyon.auth;

import static canyon.auth.TestAuth.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.message.JsonText;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ForwardedHeadersTest {
    @Test
    void what_a_client_gives_is_forwarded() throws UnusableHeadersException {
        assertThat(of("{\"Authorization\":\"Bearer a.b-c\",\"X-CSRF-TOKEN\":\" t \",\"Cookie\":\"a=b; c=d\"}"))
                .isEqualTo(Map.of("Authorization", "Bearer a.b-c", "X-CSRF-TOKEN", "t", "Cookie", "a=b; c=d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Forwarded",
                "Content-Type",
                "Content-Length",
                "Content-Encoding",
                "Content-Anything",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Anything",
                "Connection",
                "Keep-Alive",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "Expect",
                "Accept-Encoding",
                "X_Forwarded_For",
                "Content_Length",
                "Transfer_Encoding",
                "X-Forwarded_For",
                "X.Forwarded.For"
            })
    void what_describes_the_call_or_a_proxy_is_withheld_in_any_case(String name) throws UnusableHeadersException {
        assertThat(of("{\"" + name + "\":\"a\",\"Authorization\":\"b\"}")).containsOnlyKeys("Authorization");
        assertThat(of("{\"" + name.toLowerCase(Locale.ROOT) + "\":\"a\"}")).isEmpty();
        assertThat(of("{\"" + name.toUpperCase(Locale.ROOT) + "\":\"a\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contentment", "X-Forwarded", "X-Host", "Te2", "Hosts", "Origin", "__proto__"})
    void names_that_only_look_alike_are_forwarded(String name) throws UnusableHeadersException {
        assertThat(of("{\"" + name + "\":\"a\"}")).containsOnlyKeys(name);
    }

    @Test
    void what_Connection_names_belongs_to_the_connection() throws UnusableHeadersException {
        assertThat(
                        of(
                                "{\"X-Hop\":\"a\",\"x_two\":\"b\",\"Authorization\":\"c\",\"cONNECTION\":\"close, x-HOP ,,X-Two\"}"))
                .containsOnlyKeys("Authorization");
        assertThat(of("{\"X-Hop\":\"a\",\"Connection\":[\"X-Hop\"]}")).containsOnlyKeys("X-Hop");
        assertThat(of("{\"X-One\":\"a\",\"X-Two\":\"b\",\"Connection\":\"X-One\",\"connection\":\"X-Two\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"5|5", "-1.50e3|-1.50e3", "true|true", "false|false", "\"\"|''", "\"\\t a \"|a", "\"a\\tb\"|a\tb"})
    void numbers_and_flags_are_sent_as_they_are_written(String value, String sent) throws UnusableHeadersException {
        assertThat(of("{\"X-Value\":" + value + "}")).containsEntry("X-Value", sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[\"a\"]", "{}", "{\"a\":\"b\"}"})
    void what_cannot_be_a_value_is_left_out(String value) throws UnusableHeadersException {
        assertThat(of("{\"Authorization\":\"a\",\"X-Value\":" + value + "}")).containsOnlyKeys("Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\r\\nX-Forwarded-For: 1",
                "a\\n",
                "\\r",
                "a\\u0000b",
                "\\u007f",
                "\\u001b[2J",
                "é",
                "\\u010a\\u010d",
                "\\u2028",
                "🦊",
                "\\ud800"
            })
    void a_value_that_could_become_something_else_on_the_way_is_refused(String value) {
        assertThatThrownBy(() -> of("{\"X-Value\":\"secret" + value + "\"}"))
                .isInstanceOf(UnusableHeadersException.class)
                .hasMessage("the header X-Value holds a character that cannot be sent in a header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "X Y", "X:Y", "X\\r\\nY", "X\\u0000", "Häder", "X(1)", "\\u212aey", "X\\n"})
    void a_name_that_HTTP_does_not_know_is_refused_and_not_quoted(String name) {
        assertThatThrownBy(() -> of("{\"" + name + "\":\"a\"}"))
                .isInstanceOf(UnusableHeadersException.class)
                .hasMessage("a header has a name that HTTP does not know");
    }

    @Test
    void what_is_not_sent_need_not_be_sendable() throws UnusableHeadersException {
        assertThat(of("{\"Host\":\"a\\nb\",\"X Y\":null}")).isEmpty();
    }

    @Test
    void names_are_the_same_in_any_case_and_the_last_one_holds() throws UnusableHeadersException {
        Map<String, String> headers = of("{\"cookie\":\"a\",\"COOKIE\":\"b\"}");

        assertThat(headers).hasSize(1);
        assertThat(headers.get("Cookie")).isEqualTo("b");
    }

    @Test
    void all_together_have_a_bound() throws UnusableHeadersException {
        String most = "a".repeat(ForwardedHeaders.MAX_LENGTH - 2);

        assertThat(of("{\"X\":\"" + most + "\",\"Y\":\"\"}")).hasSize(2);
        assertThatThrownBy(() -> of("{\"X\":\"" + most + "\",\"Y\":\"b\"}"))
                .hasMessage("the headers have more than 16384 characters");
        assertThatThrownBy(() -> of("{\"" + "X".repeat(1_000_000) + "\":\"\\n\"}"))
                .hasMessage("the headers have more than 16384 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{\"headers\":{\"X\":\"connect\"}}|connect",
                "{\"headers\":{}}|{\"headers\":{\"X\":\"connect\"}}|connect",
                "{\"headers\":null}|{\"headers\":{\"X\":\"connect\"}}|connect",
                "{\"headers\":[\"X\"]}|{\"headers\":{\"X\":\"connect\"}}|connect",
                "{\"headers\":\"X\"}|{\"headers\":{\"X\":\"connect\"}}|connect",
                "{\"headers\":{\"X\":\"own\"}}|{\"headers\":{\"X\":\"connect\",\"Y\":\"z\"}}|own"
            })
    void without_headers_of_its_own_a_subscription_has_those_of_the_connect(String auth, String payload, String value)
            throws UnusableHeadersException {
        assertThat(ForwardedHeaders.of(json(auth), json(payload))).isEqualTo(Map.of("X", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"headers\":5}", "{\"token\":\"a\"}"})
    void without_headers_anywhere_there_are_none(String payload) throws UnusableHeadersException {
        assertThat(ForwardedHeaders.of(JsonText.EMPTY_OBJECT, json(payload))).isEmpty();
    }

    private static Map<String, String> of(String headers) throws UnusableHeadersException {
        return ForwardedHeaders.of(json("{\"headers\":" + headers + "}"), JsonText.EMPTY_OBJECT);
    }
}
