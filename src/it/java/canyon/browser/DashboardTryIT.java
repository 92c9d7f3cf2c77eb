package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator tries out, and looks up. */
@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardTryIT {
    private final Browser browser;
    private final DemoServer demo;

    DashboardTryIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @Test
    void an_event_that_the_form_publishes_arrives() {
        DemoPage page = DemoPage.open(browser, demo, new Choice("4", "auto"));
        Dashboard dashboard = open("#/publish?app=canyon", "Publish an event");

        publish(dashboard, "demo-feed", "greeting", "{\"text\": \"Grüße <b>\"}");

        dashboard.awaitTextWith("publish-result", "Published to ");
        page.awaitEvent("greeting", "{\"text\":\"Grüße <b>\"}");
        dashboard.awaitTextWith("publish-history", "greeting");
    }

    @Test
    void data_that_is_no_json_is_not_sent_and_not_lost() {
        Dashboard dashboard = open("#/publish?app=canyon", "Publish an event");

        publish(dashboard, "demo-feed", "broken", "{\"text\": ");
        dashboard.awaitTextWith("publish-problem", "not JSON, so nothing was sent");
        dashboard.window().click("nav-nodes");
        dashboard.awaitHeading("Nodes");
        dashboard.window().click("nav-publish");
        dashboard.awaitHeading("Publish an event");

        assertThat(dashboard.window().element("publish-data").getAttribute("value"))
                .isEqualTo("{\"text\": ");
        assertThat(dashboard.window().element("publish-event").getAttribute("value"))
                .isEqualTo("broken");
    }

    @Test
    void the_auth_tester_shows_what_was_asked_and_answered() {
        Dashboard dashboard = open("#/auth", "Test an authorization");

        ask(dashboard, "private-desk.alice", "Bearer demo-alice");
        dashboard.awaitTextWith("auth-verdict", "Allowed");
        ask(dashboard, "private-desk.alice", "Bearer demo-bob");
        dashboard.awaitTextWith("auth-verdict", "Denied");

        assertThat(dashboard.window().text("auth-sent"))
                .contains("/broadcasting/auth")
                .doesNotContain("demo-bob");
        assertThat(dashboard.window().text("auth-received")).contains("403");
    }

    @Test
    void the_self_test_reaches_the_server_by_each_transport() {
        Dashboard dashboard = open("#/self-test", "Self-test");

        dashboard.window().click("test-run");

        dashboard.awaitTextWith("test-summary", "Everything works");
        assertThat(dashboard.texts("[data-testid=test-check]")).hasSizeGreaterThan(3);
    }

    @Test
    void settings_are_found_and_say_where_they_come_from() {
        Dashboard dashboard = open("#/settings", "Settings");
        dashboard.awaitSome("[data-testid=settings] td", "canyon.limits.");

        dashboard.window().type("settings-search", "canyon.dev");
        dashboard.window().click("settings-changed");

        dashboard.awaitTextWith("settings-summary", "1 setting of");
        assertThat(dashboard.texts("[data-testid=settings] td")).anyMatch(cell -> cell.contains("true"));
    }

    @Test
    void snippets_have_the_address_of_this_server() {
        Dashboard dashboard = open("#/connect?app=canyon", "Connect an application");

        dashboard.awaitSome(
                "[data-testid=snippet] pre", String.valueOf(demo.canyon().http().getPort()));
        dashboard.awaitSome("[data-testid=snippet] pre", "canyon-key");

        assertThat(dashboard.texts("[data-testid=snippet] pre")).noneMatch(text -> text.contains("canyon-secret"));
    }

    private Dashboard open(String hash, String heading) {
        return Dashboard.open(browser, demo.canyon(), hash, heading);
    }

    private static void publish(Dashboard dashboard, String channel, String event, String data) {
        dashboard.window().type("publish-channels", channel);
        dashboard.window().type("publish-event", event);
        dashboard.window().type("publish-data", data);
        dashboard.window().click("publish-send");
    }

    private static void ask(Dashboard dashboard, String channel, String authorization) {
        dashboard.window().type("auth-channel", channel);
        dashboard.window().type("auth-authorization", authorization);
        dashboard.window().click("auth-send");
    }
}
