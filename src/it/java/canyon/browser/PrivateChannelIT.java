package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivateChannelIT {
    private final Browser browser;
    private final DemoServer demo;

    PrivateChannelIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Choice#versions")
    void the_one_it_belongs_to_is_let_in_and_another_is_refused(Choice choice) {
        DemoPage page = DemoPage.open(browser, demo, choice);
        DemoPerson alice = DemoPerson.alice(page);
        DemoPerson bob = DemoPerson.bob(page);

        alice.awaitDesk("let in");
        bob.awaitDesk("refused (403)");
        alice.awaitNote();

        assertThat(bob.notes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Choice#kinds")
    void who_was_refused_may_ask_again_and_who_left_hears_nothing_until_back(Choice choice) {
        DemoPage page = DemoPage.open(browser, demo, choice);
        DemoPerson alice = DemoPerson.alice(page);
        DemoPerson bob = DemoPerson.bob(page);
        alice.awaitDesk("let in");
        bob.awaitDesk("refused (403)");

        alice.toggleDesk();
        alice.awaitDesk("not subscribed");
        int notes = alice.notes();
        bob.toggleDesk();
        bob.awaitDesk("refused (403)");
        page.awaitTick();
        page.awaitTick();

        assertThat(alice.notes()).isEqualTo(notes);
        alice.toggleDesk();
        alice.awaitDesk("let in");
        alice.awaitNote();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "reverb"})
    void a_visitor_without_a_token_is_refused(String client) {
        DemoPage page = DemoPage.open(browser, demo, new Choice(client, "auto"));

        page.window().type("channel", "private-desk.alice");
        page.window().click("event-name");

        page.window().awaitText("refusal", "Canyon refused the channel private-desk.alice (403).");
        assertThat(page.window().text("listening")).isEqualTo("demo-feed");
    }
}
