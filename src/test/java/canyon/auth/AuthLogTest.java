package canyon.auth;

import static canyon.auth.TestAuth.page;
import static canyon.auth.TestAuth.request;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.Origins;
import canyon.redis.LogRecorder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator reads of authorizations. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthLogTest {
    private static final String SECRETS =
            "{\"headers\":{\"Authorization\":\"Bearer HIDE-bearer\",\"X-CSRF-TOKEN\":\"HIDE-csrf\"}}";

    private final LogRecorder log = new LogRecorder(AuthLog.class);
    private final ScriptedEndpoint endpoint = new ScriptedEndpoint();
    private final LaravelAuthorizer quiet = authorizer(false);
    private final LaravelAuthorizer tracing = authorizer(true);

    private LaravelAuthorizer authorizer(boolean trace) {
        return new LaravelAuthorizer(
                endpoint, TestAuth.settings("http://shop.test:8000,.many.test", false, trace), Origins.parse("*"));
    }

    @AfterEach
    void stopRecording() {
        log.close();
    }

    @Test
    void one_line_tells_who_asked_whom_why_with_what_and_what_came_of_it() {
        endpoint.answers(200, "{\"auth\":\"key:HIDE-signature\",\"shared_secret\":\"HIDE-shared\"}");

        tracing.authorize(request("private-orders", SECRETS, page("http://eu.many.test")));

        assertThat(log.lines()).hasSize(1).first().asString().matches("""
                authorization of private-orders for abc123: POST http://eu.many.test/broadcasting/auth \
                \\(matches the Origin http://eu.many.test\\) with Accept=application/json, Authorization=\\*\\*\\*, \
                Cookie=\\*\\*\\*, X-CSRF-TOKEN=\\*\\*\\*, X-Requested-With=XMLHttpRequest: 200 in \\d+ ms, \
                body \\{"auth":"\\*\\*\\*","shared_secret":"\\*\\*\\*"}: admitted""");
    }

    @Test
    void a_cookie_that_is_withheld_is_told_with_the_settings_that_decide_it() {
        tracing.authorize(request("private-orders", "{}", page("http://stranger.test")));

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(" with Accept=application/json, X-Requested-With=XMLHttpRequest, without the cookie, for its"
                        + " page is foreign (see canyon.origins and canyon.auth.host): ");
    }

    @Test
    void a_foreign_page_that_is_refused_for_want_of_its_cookie_is_told_once() {
        endpoint.answers(403, "{}");

        quiet.authorize(request("private-orders", "{}", page("http://stranger.test")));
        quiet.authorize(request("private-orders", "{}", page("http://stranger.test")));
        quiet.authorize(request("private-orders", "{}", page("http://eu.many.test")));

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("http://stranger.test", "canyon.origins")
                .doesNotContain("cookievalue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "private-a  | 200 | ''          | body (empty): admitted",
                "private-a  | 403 | '{\"a\":1}' | body {\"a\":1}: refused with 403, the application answered 403",
                "private-a  | 302 | ''          | body (empty): refused with 302, the application answered 302",
                "private-a  | 200 | <html>      | body <html>: refused with 403, the application answered with a page"
                        + " instead of an authorization",
                "presence-a | 200 | true        | body true: admitted, but there is no member data (an object in"
                        + " channel_data): no presence events",
                "presence-a | 200 | '{\"channel_data\":{\"user_id\":5}}' | body {\"channel_data\":{\"user_id\":5}}:"
                        + " admitted"
            })
    void the_outcome_is_told(String channel, int status, String body, String end) {
        endpoint.answers(status, body);

        tracing.authorize(request(channel, "{}", TestAuth.NOBODY));

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(": " + status + " in ")
                .contains("(the first, for the client names no page)")
                .endsWith(" ms, " + end);
    }

    @Test
    void without_tracing_an_answer_leaves_no_line() {
        quiet.authorize(request("private-a", "{}", TestAuth.NOBODY));
        quiet.authorize(request("private-a", "{\"headers\":{\"X\":\"\\n\"}}", TestAuth.NOBODY));

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void what_clients_and_applications_say_stays_on_its_line_without_secrets() {
        endpoint.answers(403, "no\r\nfake line for HIDE-bearer\u2028{0} '");
        Visitor visitor = new Visitor(
                "laravel_session=HIDE-cookie",
                null,
                "http://me:HIDE-me@shop.test/\r\n?signature=HIDE-signature",
                null,
                TestAuth.json("{}"));

        tracing.authorize(request("private-a\u2028{1}", SECRETS, visitor));

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("private-a {1}")
                .contains("body no  fake line for *** {0} '")
                .doesNotContainPattern("[\\p{Cntrl}\u2028]")
                .doesNotContain("HIDE");
    }

    @Test
    void headers_that_cannot_be_sent_are_traced_without_their_values() {
        String name = "X".repeat(5_000);

        tracing.authorize(request("private-a", "{\"headers\":{\"X-A\":\"HIDE\\n\"}}", TestAuth.NOBODY));
        tracing.authorize(request("private-a", "{\"headers\":{\"" + name + "\":\"HIDE\\n\"}}", TestAuth.NOBODY));

        assertThat(log.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("authorization of private-a for abc123: not asked, the header X")
                        .hasSizeLessThan(300)
                        .doesNotContain("HIDE"));
    }

    @Test
    void an_application_that_is_not_reached_is_warned_of_once_and_its_return_is_told() {
        endpoint.fails("shop.test", new ConnectException("refused\nfor HIDE-bearer"));
        quiet.authorize(request("private-a", SECRETS, TestAuth.NOBODY));
        quiet.authorize(request("private-b", SECRETS, TestAuth.NOBODY));
        assertThat(log.warnings())
                .containsExactly("http://shop.test:8000/broadcasting/auth cannot be reached"
                        + " (java.net.ConnectException: refused for ***): clients hear subscription_error 0; told again"
                        + " when it answers");

        endpoint.fails("shop.test", null);
        endpoint.answers(500, "");
        quiet.authorize(request("private-a", "{}", TestAuth.NOBODY));
        quiet.authorize(request("private-a", "{}", TestAuth.NOBODY));
        assertThat(log.lines()).hasSize(2).last().isEqualTo("http://shop.test:8000/broadcasting/auth answers again");

        endpoint.fails("shop.test", new ConnectException("refused"));
        quiet.authorize(request("private-a", "{}", TestAuth.NOBODY));
        assertThat(log.warnings()).hasSize(2);
    }

    @Test
    void one_application_that_answers_says_nothing_of_another_that_does_not() {
        endpoint.fails("shop.test", new ConnectException("refused"));

        for (int i = 0; i < 3; i++) {
            quiet.authorize(request("private-a", "{}", TestAuth.NOBODY));
            quiet.authorize(request("private-a", "{}", page("http://eu.many.test")));
        }

        assertThat(log.lines()).singleElement().asString().startsWith("http://shop.test:8000/broadcasting/auth cannot");
    }

    @Test
    void a_failure_is_traced_with_its_cause() {
        endpoint.fails("shop.test", new IOException("header HIDE-bearer"));

        tracing.authorize(request("private-a", SECRETS, TestAuth.NOBODY));

        assertThat(log.lines())
                .hasSize(2)
                .last()
                .asString()
                .endsWith(" ms (java.io.IOException: header ***)")
                .contains("no answer after ");
    }

    @Test
    void the_end_of_Canyon_is_no_failure_of_an_application() {
        endpoint.fails("shop.test", new InterruptedIOException("interrupted"));
        Thread.currentThread().interrupt();

        Grant grant = quiet.authorize(request("private-a", "{}", TestAuth.NOBODY));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(grant).isEqualTo(new Grant.Refused(0, "the application could not be reached"));
        assertThat(log.lines()).isEmpty();
    }
}
