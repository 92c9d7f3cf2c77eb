package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoPageIT {
    private final Browser browser;
    private final DemoServer demo;

    DemoPageIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Choice#all")
    void the_feed_moves_over_the_chosen_transport(Choice choice) {
        DemoPage page = DemoPage.open(browser, demo, choice);
        int count = page.eventCount();

        page.awaitTick();

        assertThat(page.eventCount()).isGreaterThan(count);
        assertThat(page.socketId()).matches("\\d+\\.\\d+");
        assertThat(choice.isSeenIn(page.requests())).as("comes by HTTP").isEqualTo(choice.beginsWithHttp());
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Choice#all")
    void an_event_that_the_form_publishes_arrives(Choice choice) {
        DemoPage page = DemoPage.open(browser, demo, choice);

        page.publish("greeting", "{\"text\": \"Grüße, 世界 🎉\"}");

        assertThat(page.window().text("result")).startsWith("200").endsWith("{\"message\":\"ok\"}");
        page.awaitEvent("greeting", "{\"text\":\"Grüße, 世界 🎉\"}");
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Choice#all")
    void an_event_that_laravel_publishes_arrives(Choice choice) {
        DemoPage page = DemoPage.open(browser, demo, choice);

        demo.publishAsLaravel("demo-feed", "App\\Events\\OrderShipped", "{\"id\":7}");

        page.awaitEvent("App\\Events\\OrderShipped", "{\"id\":7}");
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Choice#all")
    void an_event_to_others_only_arrives_at_them(Choice choice) {
        DemoPage sender = DemoPage.open(browser, demo, choice);
        DemoPage other = DemoPage.open(browser, demo, choice);
        sender.choosePublishingToOthers(true);

        sender.publish("for-others", "1");
        sender.choosePublishingToOthers(false);
        sender.publish("for-all", "2");

        other.awaitEvent("for-others", "1");
        sender.awaitEvent("for-all", "2");
        assertThat(sender.events()).asString().doesNotContain("for-others");
    }

    @Test
    void an_event_on_another_channel_arrives_as_soon_as_the_form_names_it() {
        DemoPage page = DemoPage.open(browser, demo, new Choice("4", "auto"));

        page.window().type("channel", "orders.7");
        page.window().click("event-name");
        page.awaitSubscribed("orders.7");
        page.publish("shipped", "[1]");

        page.awaitEvent("shipped", "[1]");
        assertThat(page.window().text("listening")).isEqualTo("demo-feed and orders.7");
    }

    @Test
    void data_that_is_not_json_is_not_sent() {
        DemoPage page = DemoPage.open(browser, demo, new Choice("4", "auto"));

        page.publish("broken", "{\"text\": ");
        String mistake = page.window().text("mistake");
        page.publish("mended", "{\"text\": 1}");

        assertThat(mistake).startsWith("The data is not JSON, so nothing was sent");
        assertThat(page.window().text("mistake")).isEmpty();
        assertThat(page.requests())
                .filteredOn(address -> address.contains("/apps/"))
                .hasSize(1);
        page.awaitEvent("mended", "{\"text\":1}");
        assertThat(page.events()).asString().doesNotContain("broken");
    }
}
