package canyon.dashboard.authtest;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.app.TestApps;
import canyon.auth.AuthEndpoint;
import canyon.auth.AuthTester;
import canyon.auth.AuthTrial;
import canyon.auth.LaravelAuthorizer;
import canyon.config.AuthHosts;
import canyon.config.AuthSettings;
import canyon.config.AuthSettings.AuthLoad;
import canyon.config.Origins;
import canyon.message.ChannelName;
import canyon.message.SocketId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplanationTest {
    private static final App APP = TestApps.directory().standard();
    private static final ChannelName PRIVATE = new ChannelName("private-x");
    private static final ChannelName PRESENCE = new ChannelName("presence-x");
    private static final SocketId SOCKET = new SocketId("1.2");

    /** Of which the test says what it answers. */
    private record Laravel(
            int status,
            String body,
            Map<String, String> headers,
            @Nullable IOException failure) implements AuthEndpoint {
        @Override
        public Answer post(URI url, Map<String, String> sent, Map<String, String> form) throws IOException {
            if (failure != null) {
                throw failure;
            }
            return new Answer(status, body, false);
        }

        @Override
        public Reply reply(URI url, Map<String, String> sent, Map<String, String> form) throws IOException {
            return new Reply(post(url, sent, form), headers);
        }

        @Override
        public void close() {}
    }

    private static AuthTrial trial(Laravel laravel, ChannelName channel) {
        AuthSettings settings = new AuthSettings(
                AuthHosts.parse("http://shop.test"),
                "/broadcasting/auth",
                Duration.ofSeconds(1),
                true,
                false,
                false,
                false,
                new AuthLoad(1, 1, 1));
        AuthTester tester = new AuthTester(new LaravelAuthorizer(laravel, settings, Origins.parse("*")));
        return tester.attempt(
                channel, SOCKET, new AuthTester.Credentials("laravel_session=verysecretvalue", "Bearer anothersecret"));
    }

    private static Laravel answering(int status, String body) {
        return new Laravel(status, body, Map.of(), null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|does not know the user",
                "403|routes/channels.php",
                "404|Broadcast::routes()",
                "405|takes no POST",
                "419|CSRF",
                "429|throttle",
                "500|storage/logs/laravel.log",
                "503|does not reach it",
                "418|no reason for this status"
            })
    void each_status_says_what_to_do(int status, String advice) {
        AuthTrial trial = trial(answering(status, "x"), PRIVATE);

        Verdict verdict = Explanation.ofSocketIo(trial, PRIVATE);

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DENIED);
        assertThat(verdict.explanation()).startsWith(String.valueOf(status)).contains(advice);
        assertThat(Explanation.ofPusher(trial, APP, PRIVATE, SOCKET)).isEqualTo(verdict);
    }

    @Test
    void a_redirect_to_the_login_page_means_that_nobody_is_signed_in() {
        Laravel laravel =
                new Laravel(302, "", Map.of("Location", "http://shop.test/login", "Set-Cookie", "a=verysecret"), null);
        AuthTrial trial = trial(laravel, PRIVATE);

        assertThat(Explanation.ofSocketIo(trial, PRIVATE).explanation())
                .isEqualTo(
                        "302 to http://shop.test/login: nobody is signed in with these credentials, so Laravel sends to"
                                + " its login page");
        assertThat(trial.shownReplyHeaders()).containsEntry("Set-Cookie", "***");
    }

    @Test
    void a_page_instead_of_JSON_is_no_permission() {
        assertThat(Explanation.ofSocketIo(trial(answering(200, "<html>"), PRIVATE), PRIVATE)
                        .explanation())
                .contains("a page instead of JSON");
    }

    @Test
    void who_is_let_in_without_a_description_is_not_seen() {
        assertThat(Explanation.ofSocketIo(trial(answering(200, "true"), PRIVATE), PRIVATE))
                .isEqualTo(Verdict.allowed("Laravel lets the user in"));
        assertThat(Explanation.ofSocketIo(trial(answering(200, "true"), PRESENCE), PRESENCE)
                        .explanation())
                .contains("nobody will see it");
    }

    @Test
    void a_signature_must_be_the_application_s() {
        String right = "{\"auth\":\"" + TestApps.KEY + ":" + APP.sign("1.2:private-x") + "\"}";
        String member = "{\\\"user_id\\\":1}";
        String ofMember = "{\"auth\":\"" + TestApps.KEY + ":" + APP.sign("1.2:presence-x:{\"user_id\":1}")
                + "\",\"channel_data\":\"" + member + "\"}";

        assertThat(pusher(right, PRIVATE).outcome()).isEqualTo(Verdict.Outcome.ALLOWED);
        assertThat(pusher(ofMember, PRESENCE).outcome()).isEqualTo(Verdict.Outcome.ALLOWED);
        assertThat(pusher("{\"auth\":\"" + TestApps.KEY + ":0123\"}", PRIVATE).explanation())
                .contains("with another secret");
        assertThat(pusher("{\"auth\":\"other:0123\"}", PRIVATE).explanation())
                .contains("signs with the key other, but this application's is " + TestApps.KEY);
        assertThat(pusher("true", PRIVATE).explanation()).contains("signs nothing");
    }

    private static Verdict pusher(String body, ChannelName channel) {
        return Explanation.ofPusher(trial(answering(200, body), channel), APP, channel, SOCKET);
    }

    @Test
    void nobody_who_answers_is_said_with_the_reason() {
        AuthTrial trial = trial(new Laravel(0, "", Map.of(), new ConnectException("Connection refused")), PRIVATE);

        Verdict verdict = Explanation.ofSocketIo(trial, PRIVATE);

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.UNREACHABLE);
        assertThat(verdict.explanation())
                .contains("http://shop.test/broadcasting/auth gives no answer")
                .endsWith("nobody listens at canyon.auth.host");
    }

    @Test
    void no_secret_is_shown() {
        AuthTrial trial = trial(
                answering(200, "{\"auth\":\"k:0123456789abcdef\",\"note\":\"verysecretvalue, anothersecret\"}"),
                PRIVATE);

        assertThat(trial.shownHeaders()).containsEntry("Cookie", "***").containsEntry("Authorization", "***");
        assertThat(trial.shownHeaders()).containsEntry("Accept", "application/json");
        assertThat(trial.shownBody()).isEqualTo("{\"auth\":\"***\",\"note\":\"***, ***\"}");
        assertThat(trial.toString()).doesNotContain("secret");
    }
}
