package canyon.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import canyon.auth.AuthEndpoint;
import canyon.auth.AuthEndpoint.Answer;
import canyon.http.HttpSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back is what the application said, whatever that is. */
@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class AnswerIT {
    private static final int MAX_BODY_BYTES = 10_000;

    private final AuthEndpoint endpoint;

    AnswerIT(JaxRsClient client) {
        endpoint = client.endpoint(new HttpSettings(Duration.ofSeconds(20), true, MAX_BODY_BYTES, 4), Thread::new);
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                200, 201, 202, 203, 206, 207, 300, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 417, 419, 421,
                422, 426, 429, 431, 451, 500, 501, 502, 503, 504, 505, 511, 520, 599, 600, 999
            })
    void every_status_is_passed_on_with_its_body(int status) throws Exception {
        Answer answer = ask("HTTP/1.1 " + status + " Any\r\nContent-Length: 4\r\n\r\nbody");

        assertThat(answer).isEqualTo(new Answer(status, "body", false));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed(int status) throws Exception {
        try (FakeApplication application = new FakeApplication(connection -> {
            for (HttpRequest request = connection.read(); request != null; request = connection.read()) {
                connection.write(
                        request.line().contains("/login")
                                ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlogin"
                                : "HTTP/1.1 " + status
                                        + " Moved\r\nLocation: /login\r\nContent-Length: 4\r\n\r\ngo!\n");
            }
        })) {
            Answer answer = ask(application);

            assertThat(answer).isEqualTo(new Answer(status, "go!\n", false));
            assertThat(application.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"y\"", "Bearer", "NTLM", "Negotiate"})
    void a_wish_for_other_credentials_is_an_answer(String challenge) throws Exception {
        try (FakeApplication application = FakeApplication.answering(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + challenge + "\r\nContent-Length: 2\r\n\r\nno")) {
            Answer answer = ask(application);

            assertThat(answer).isEqualTo(new Answer(401, "no", false));
            assertThat(application.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 204 No Content\r\nContent-Type: application/json\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\n\r\n",
                "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void an_answer_without_body_is_empty(String text) throws Exception {
        assertThat(ask(text).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type:\r\n",
                "Content-Type: garbage\r\n",
                "Content-Type: application/json; charset\r\n",
                "Content-Type: text/html; charset=no-such\r\n",
                "Content-Type: text/html; charset=ISO-8859-1\r\n",
                "Content-Type: /;;=\u00ff,,\r\n",
                "Content-Type: text/plain\r\nContent-Type: text/html\r\n",
                "Content-Type: text/event-stream\r\n",
                "Content-Type: multipart/mixed\r\n",
                "Content-Encoding: gzip\r\n",
                "Content-Language: ???\r\n",
                "Set-Cookie: ;;;=\r\n",
                "Link: <\r\n",
                "Location: http://[\r\n",
                "Date: yesterday\r\n",
                "Allow: ,,,\r\n",
            })
    void headers_do_not_change_what_the_body_says(String headers) throws Exception {
        Answer answer = ask("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 5\r\n\r\n{\u00c3\u00a9}\n");

        assertThat(answer).isEqualTo(new Answer(200, "{é}\n", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\ntr\r\n2\r\nue\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ntrue",
                "HTTP/1.0 200 OK\r\n\r\ntrue",
                "HTTP/1.1 200\r\nContent-Length: 4\r\n\r\ntrue",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue"
            })
    void a_body_is_read_however_its_end_is_told(String text) throws Exception {
        try (FakeApplication application = new FakeApplication(connection -> {
            connection.read();
            connection.write(text);
        })) {
            assertThat(ask(application)).isEqualTo(new Answer(200, "true", false));
        }
    }

    @Test
    void what_is_not_utf_8_is_replaced() throws Exception {
        assertThat(ask("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\u00ffb").body())
                .isEqualTo("a\ufffdb");
    }

    @Test
    void a_body_of_the_greatest_length_is_whole() throws Exception {
        String body = "x".repeat(MAX_BODY_BYTES);

        assertThat(ask("HTTP/1.1 200 OK\r\nContent-Length: " + MAX_BODY_BYTES + "\r\n\r\n" + body))
                .isEqualTo(new Answer(200, body, false));
    }

    @Test
    void a_body_that_is_longer_is_cut() throws Exception {
        String body = "x".repeat(MAX_BODY_BYTES);

        assertThat(ask("HTTP/1.1 403 Forbidden\r\nContent-Length: " + (MAX_BODY_BYTES + 1) + "\r\n\r\n" + body + "y"))
                .isEqualTo(new Answer(403, body, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 -1 OK\r\n\r\n",
                "HTTP/1.1 0 OK\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "\u0016\u0003\u0001\u0000\u0000\u0000",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"
            })
    void what_is_no_answer_of_http_is_a_failure(String text) throws IOException {
        try (FakeApplication application = new FakeApplication(connection -> {
            connection.read();
            connection.write(text);
        })) {
            assertThatIOException().isThrownBy(() -> ask(application));
        }
    }

    private Answer ask(String text) throws IOException {
        try (FakeApplication application = FakeApplication.answering(text)) {
            return ask(application);
        }
    }

    private Answer ask(FakeApplication application) throws IOException {
        return endpoint.post(application.url(), Map.of("Accept", "application/json"), Map.of("socket_id", "1.2"));
    }
}
