package canyon.auth;

import static canyon.auth.TestAuth.page;
import static canyon.auth.TestAuth.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import canyon.config.Origins;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.redis.LogRecorder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LaravelAuthorizerTest {
    private static final String HANDSHAKE_COOKIE = "laravel_session=cookievalue";

    private final ScriptedEndpoint endpoint = new ScriptedEndpoint();
    private final LaravelAuthorizer authorizer = new LaravelAuthorizer(
            endpoint, TestAuth.settings("https://shop.test/app,.many.test", false, false), Origins.parse("*"));

    @Test
    void the_application_is_asked_in_the_form_that_Laravel_reads() {
        Grant grant = authorizer.authorize(
                request("private-a&b=c", "{\"headers\":{\"Authorization\":\"Bearer a\"}}", TestAuth.NOBODY));

        assertThat(grant).isEqualTo(new Grant.Admitted(null));
        assertThat(endpoint.last().url()).isEqualTo(URI.create("https://shop.test/app/broadcasting/auth"));
        assertThat(endpoint.last().form())
                .containsExactly(entry("channel_name", "private-a&b=c"), entry("socket_id", "abc123"));
        assertThat(endpoint.last().headers())
                .containsOnly(
                        entry("Accept", "application/json"),
                        entry("Authorization", "Bearer a"),
                        entry("X-Requested-With", "XMLHttpRequest"));
    }

    @Test
    void what_the_application_must_know_cannot_be_changed() {
        authorizer.authorize(request(
                "private-a",
                "{\"headers\":{\"accept\":\"text/html\",\"x-requested-with\":\"a\",\"HOST\":\"evil.test\"}}",
                TestAuth.NOBODY));

        assertThat(endpoint.last().headers()).hasSize(2);
        assertThat(endpoint.last().headers().get("Accept")).isEqualTo("application/json");
        assertThat(endpoint.last().headers().get("X-Requested-With")).isEqualTo("XMLHttpRequest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                 | https://eu.many.test | laravel_session=cookievalue",
                "{}                                                 |                      | laravel_session=cookievalue",
                "{}                                                 | https://evil.test    | ",
                "{\"headers\":{\"Cookie\":\"mine=1\"}}              | https://eu.many.test | mine=1",
                "{\"headers\":{\"cOOKIE\":\"mine=1\"}}              | https://evil.test    | mine=1",
                "{\"headers\":{\"Cookie\":null}}                    | https://eu.many.test | laravel_session=cookievalue",
                "{\"headers\":{\"Cookie\":\"\"}}                    | https://eu.many.test | ''",
                "{\"headers\":{\"Cookie\":\"\"}}                    | https://evil.test    | ''"
            })
    void the_cookie_is_the_clients_or_if_it_may_be_the_one_of_the_handshake(
            String auth, @Nullable String origin, @Nullable String cookie) {
        authorizer.authorize(request("private-a", auth, page(origin)));

        assertThat(endpoint.last().headers().get("Cookie")).isEqualTo(cookie);
    }

    @Test
    void headers_of_the_connect_serve_all_subscriptions() {
        Visitor visitor =
                new Visitor(HANDSHAKE_COOKIE, null, null, null, TestAuth.json("{\"headers\":{\"COOKIE\":\"mine=1\"}}"));

        authorizer.authorize(request("private-a", "{}", visitor));

        assertThat(endpoint.last().headers().get("Cookie")).isEqualTo("mine=1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://eu.many.test/cart, https://evil.test, https://eu.many.test/broadcasting/auth",
        ", https://eu.many.test, https://eu.many.test/broadcasting/auth",
        "https://evil.test/, https://eu.many.test, https://shop.test/app/broadcasting/auth",
        ", , https://shop.test/app/broadcasting/auth"
    })
    void the_page_decides_which_application_is_asked(@Nullable String referer, @Nullable String origin, URI asked) {
        authorizer.authorize(
                request("private-a", "{}", new Visitor(null, origin, referer, null, JsonText.EMPTY_OBJECT)));

        assertThat(endpoint.last().url()).isEqualTo(asked);
    }

    @Test
    void a_Referer_that_is_forwarded_does_not_decide() {
        authorizer.authorize(
                request("private-a", "{\"headers\":{\"Referer\":\"https://eu.many.test/\"}}", TestAuth.NOBODY));

        assertThat(endpoint.last().url()).isEqualTo(URI.create("https://shop.test/app/broadcasting/auth"));
        assertThat(endpoint.last().headers()).containsEntry("Referer", "https://eu.many.test/");
    }

    @Test
    void the_answer_is_what_the_kind_of_channel_makes_of_it() {
        endpoint.answers(200, "{\"channel_data\":{\"user_id\":5}}");
        Member member = new Member(TestAuth.json("{\"user_id\":5}"), new JsonText("5"), null);

        assertThat(authorizer.authorize(request("presence-a", "{}", TestAuth.NOBODY)))
                .isEqualTo(new Grant.Admitted(member));
        assertThat(authorizer.authorize(request("x-presence-a", "{}", TestAuth.NOBODY)))
                .isEqualTo(new Grant.Admitted(null));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 401, 403, 419, 500})
    void a_refusal_is_passed_on(int status) {
        endpoint.answers(status, "true");

        assertThat(authorizer.authorize(request("private-a", "{}", TestAuth.NOBODY)))
                .isEqualTo(new Grant.Refused(status, "the application answered " + status));
    }

    @Test
    void no_answer_is_a_refusal_with_0_that_tells_nobody_where_the_application_is() {
        try (LogRecorder log = new LogRecorder(AuthLog.class)) {
            for (IOException failure : List.of(
                    new ConnectException("shop.test"),
                    new SocketTimeoutException("shop.test"),
                    new IOException("closed"))) {
                endpoint.fails("shop.test", failure);

                assertThat(authorizer.authorize(request("private-a", "{}", TestAuth.NOBODY)))
                        .isEqualTo(new Grant.Refused(0, "the application could not be reached"));
            }
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void headers_that_cannot_be_sent_are_refused_with_400_and_nobody_is_asked() {
        Grant grant = authorizer.authorize(
                request("private-a", "{\"headers\":{\"X-A\":\"secret\\r\\nX-B: 1\"}}", page(null)));

        assertThat(grant)
                .isEqualTo(new Grant.Refused(400, "the header X-A holds a character that cannot be sent in a header"));
        assertThat(endpoint.questions()).isEmpty();
    }
}
