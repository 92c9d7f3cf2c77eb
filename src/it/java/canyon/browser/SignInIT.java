package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users who sign in with pusher-js, and what an application can do to them. */
@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignInIT {
    private static final String SIGN_IN = """
            window.pusher = echoAs('%s').connector.pusher;
            pusher.bind('pusher:signin_success', () => hear('signed in')());
            pusher.user.bind('note', hear('note'));
            pusher.user.bind('pusher:signin_error', (error) => hear('error')(error.status));
            pusher.signin();""";

    private final Browser browser;
    private final DemoServer demo;

    SignInIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @Test
    void an_event_for_a_user_reaches_all_connections_of_that_user_and_nobody_else() {
        EchoPage one = signedIn("carol");
        EchoPage other = signedIn("carol");
        EchoPage dave = signedIn("dave");

        tell("carol");
        tell("dave");

        one.awaitHeard("signed in", "note {\"to\":\"carol\"}");
        other.awaitHeard("signed in", "note {\"to\":\"carol\"}");
        dave.awaitHeard("signed in", "note {\"to\":\"dave\"}");
        assertThat(one.value("pusher.user.user_data.user_info.name")).isEqualTo("Carol");
    }

    @Test
    void without_a_token_nobody_is_signed_in() {
        EchoPage page = EchoPage.open(browser, demo);

        page.run(SIGN_IN.formatted(""));

        page.awaitHeard("error 403");
        assertThat(browser.takeConsoleErrors()).hasSize(1).allMatch(error -> error.contains("/user-auth"));
    }

    @Test
    void a_user_who_has_to_reconnect_is_back_at_once_and_signed_in() {
        EchoPage page = signedIn("erin");
        String socketId = page.value("pusher.connection.socket_id");

        demo.postAsPusher("/users/erin/force_reconnect", "{}");
        page.awaitHeard("signed in", "signed in");
        awaitUserChannel(page);
        tell("erin");

        page.awaitHeard("signed in", "signed in", "note {\"to\":\"erin\"}");
        assertThat(page.value("pusher.connection.socket_id")).isNotEqualTo(socketId);
    }

    @Test
    void a_user_who_is_thrown_out_does_not_come_back() {
        EchoPage page = signedIn("frank");
        EchoPage other = signedIn("grace");

        demo.postAsPusher("/users/frank/terminate_connections", "{}");

        page.awaitValue("pusher.connection.state", "disconnected");
        assertThat(other.value("pusher.connection.state")).isEqualTo("connected");
    }

    private void tell(String user) {
        demo.postAsPusher(
                "/events",
                "{\"name\":\"note\",\"channel\":\"#server-to-user-%1$s\",\"data\":\"{\\\"to\\\":\\\"%1$s\\\"}\"}"
                        .formatted(user));
    }

    /** Returns when Canyon knows the user. */
    private EchoPage signedIn(String user) {
        EchoPage page = EchoPage.open(browser, demo);
        page.run(SIGN_IN.formatted(user));
        page.awaitHeard("signed in");
        awaitUserChannel(page);
        return page;
    }

    private static void awaitUserChannel(EchoPage page) {
        page.awaitValue("pusher.user.serverToUserChannel?.subscribed", "true");
    }
}
