package canyon.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.auth.AuthEndpoint;
import canyon.http.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application hears. */
@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class RequestIT {
    /** Of the connection and the body; and HTTP clients say who they are. */
    private static final List<String> CLIENTS_OWN =
            List.of("connection", "content-length", "content-type", "host", "user-agent");

    private final AuthEndpoint endpoint;
    private final FakeApplication application =
            FakeApplication.answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue");

    RequestIT(JaxRsClient client) throws IOException {
        endpoint = client.endpoint(new HttpSettings(Duration.ofSeconds(20), true, 1000, 4), Thread::new);
    }

    @AfterEach
    void close() throws IOException {
        endpoint.close();
        application.close();
    }

    @Test
    void the_form_is_encoded_as_utf_8() throws Exception {
        HttpRequest request = send(
                application.url(),
                Map.of("Accept", "application/json"),
                new TreeMap<>(Map.of("channel_name", "private-a b&c=é/🦊+%\r\n", "socket_id", "12.34")));

        assertThat(request.line()).isEqualTo("POST /broadcasting/auth HTTP/1.1");
        assertThat(request.headers()).containsEntry("content-type", List.of("application/x-www-form-urlencoded"));
        assertThat(request.body())
                .isEqualTo("channel_name=private-a+b%26c%3D%C3%A9%2F%F0%9F%A6%8A%2B%25%0D%0A&socket_id=12.34");
    }

    @Test
    void headers_arrive_as_they_were_given_and_no_others() throws Exception {
        Map<String, String> headers = Map.of(
                "Accept", "application/json",
                "Authorization", "Bearer a.b-c_d==",
                "Cookie", "XSRF-TOKEN=eyJpdiI6%3D; laravel_session=x%2By; a=\"b\"",
                "X-Requested-With", "XMLHttpRequest",
                "X-CSRF-TOKEN", "a, b;c=\"d\"",
                "Accept-Language", "de-AT,de;q=0.9, en",
                "Referer", "https://example.com/a?b=c#d",
                "User-Agent", "a browser");

        HttpRequest request = send(application.url(), headers, Map.of("socket_id", "1.2"));

        Map<String, List<String>> others = new TreeMap<>(request.headers());
        headers.forEach((name, value) ->
                assertThat(others.remove(name.toLowerCase(Locale.ROOT))).containsExactly(value));
        assertThat(others.keySet()).isSubsetOf(CLIENTS_OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\u0000", "a\u007f"})
    void a_value_that_http_cannot_carry_is_left_out(String value) throws Exception {
        HttpRequest request = send(
                application.url(), Map.of("Accept", "application/json", "X-Token", value), Map.of("socket_id", "1.2"));

        assertThat(request.headers()).containsKey("accept").doesNotContainKeys("x-token", "x-evil");
        assertThat(request.body()).isEqualTo("socket_id=1.2");
    }

    /** A session's cookie still arrives when another site's cookie beside it is in UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "\u00c3\u00a9", "\u0080", "\u20ac", "🦊", "\ud83e"})
    void what_is_not_ascii_spoils_nothing_but_itself(String character) throws Exception {
        HttpRequest request = send(
                application.url(),
                Map.of("Accept", "application/json", "Cookie", "a=" + character + "; session=x"),
                Map.of("socket_id", "1.2"));

        assertThat(request.headers().get("cookie")).singleElement().asString().matches("a=[^; ]+; session=x");
        assertThat(request.body()).isEqualTo("socket_id=1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "X Y", "X:Y", "X\r\nX-Evil", "\u00e9"})
    void a_name_that_http_cannot_carry_is_left_out(String name) throws Exception {
        HttpRequest request = send(
                application.url(), Map.of("Accept", "application/json", name, "value"), Map.of("socket_id", "1.2"));

        assertThat(request.headers()).containsKey("accept").doesNotContainKeys("x", "x y", "x-evil", "\u00e9");
    }

    @Test
    void the_path_is_asked_for_as_it_is_written() throws Exception {
        URI url = application.url().resolve("/a%20b/%7Bc%7D/%25?d=%7Be%7D&f=%2F");

        assertThat(send(url, Map.of("Accept", "application/json"), Map.of("socket_id", "1.2"))
                        .line())
                .isEqualTo("POST /a%20b/%7Bc%7D/%25?d=%7Be%7D&f=%2F HTTP/1.1");
    }

    private HttpRequest send(URI url, Map<String, String> headers, Map<String, String> form) throws IOException {
        endpoint.post(url, headers, form);
        assertThat(application.requests()).hasSize(1);
        return application.requests().get(0);
    }
}
