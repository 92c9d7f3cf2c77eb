package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laravel Echo on pusher-js, as an application uses it. */
@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherChannelIT {
    private final Browser browser;
    private final DemoServer demo;

    PusherChannelIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.EchoVersion#all")
    void a_public_channel_is_heard_however_the_event_comes_in(EchoVersion version) {
        EchoPage page = EchoPage.open(browser, demo, version);
        page.run("echoAs('', {}).channel('orders').subscribed(hear('in')).listen('OrderShipped', hear('shipped'));");
        page.awaitHeard("in");

        demo.publishAsLaravel("orders", "App\\Events\\OrderShipped", "{\"id\":7,\"text\":\"Grüße, 世界 🎉\"}");
        page.awaitHeard("in", "shipped {\"id\":7,\"text\":\"Grüße, 世界 🎉\"}");
        demo.publishAsPusher("orders", "App\\Events\\OrderShipped", Map.of("id", 8));

        page.awaitHeard("in", "shipped {\"id\":7,\"text\":\"Grüße, 世界 🎉\"}", "shipped {\"id\":8}");
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.EchoVersion#all")
    void a_private_channel_lets_its_user_in_and_tells_another_that_it_does_not(EchoVersion version) {
        EchoPage alice = EchoPage.open(browser, demo, version);
        EchoPage bob = EchoPage.open(browser, demo, version);
        alice.run("echoAs('alice').private('desk.alice').subscribed(hear('in')).listen('.X', hear('X'));");
        bob.run("""
                echoAs('bob').private('desk.alice').listen('.X', hear('X'))
                        .error((error) => hear('error')([error.type, error.status]));""");
        alice.awaitHeard("in");
        bob.awaitHeard("error [\"AuthError\",403]");

        demo.publishAsLaravel("private-desk.alice", "X", "1");

        alice.awaitHeard("in", "X 1");
        assertThat(bob.heard()).hasSize(1);
    }

    @Test
    void canyon_itself_refuses_a_signature_that_is_wrong_and_says_so() {
        EchoPage page = EchoPage.open(browser, demo);

        page.run("""
                const forge = (id, answer) => answer(null, { auth: 'canyon-key:' + '0'.repeat(64) });
                echoAs('alice', { authorizer: () => ({ authorize: forge }) }).private('desk.alice')
                        .subscribed(hear('in')).error((error) => hear('error')(error.type));""");

        page.awaitHeard("error \"AuthError\"");
    }

    @Test
    void who_leaves_hears_no_more_and_who_comes_back_hears_again() {
        EchoPage page = EchoPage.open(browser, demo);
        page.run("""
                window.echo = echoAs('');
                window.listen = (name) => echo.channel(name).subscribed(hear('in ' + name)).listen('.X', hear(name));
                listen('parcels');
                listen('letters');""");
        page.awaitHeard("in parcels", "in letters");

        page.run("echo.leave('parcels');");
        page.awaitValue("echo.connector.pusher.channel('parcels')", "undefined");
        page.run("echo.channel('marks').subscribed(hear('left'));");
        page.awaitHeard("in parcels", "in letters", "left");
        demo.publishAsLaravel("parcels", "X", "1");
        demo.publishAsLaravel("letters", "X", "2");
        page.awaitHeard("in parcels", "in letters", "left", "letters 2");

        page.run("listen('parcels');");
        page.awaitHeard("in parcels", "in letters", "left", "letters 2", "in parcels");
        demo.publishAsLaravel("parcels", "X", "3");
        page.awaitHeard("in parcels", "in letters", "left", "letters 2", "in parcels", "parcels 3");
    }
}
