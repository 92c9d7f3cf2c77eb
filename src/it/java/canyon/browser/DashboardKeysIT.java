package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The dashboard without a mouse. */
@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardKeysIT {
    private static final int MOST_STOPS = 150;

    /** What has the focus: its test id, else its label, else its name; and nothing more if one sees no sign of it. */
    private static final String FOCUS = """
            const at = document.activeElement;
            const style = getComputedStyle(at);
            const box = at.getBoundingClientRect();
            const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
                && box.width > 0 && box.height > 0;
            const name = at.dataset.testid ?? at.getAttribute('aria-label') ?? at.localName;
            return isSeen ? name : 'unseen: ' + name""";

    private final Browser browser;
    private final DemoServer demo;

    DashboardKeysIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @ParameterizedTest
    @CsvSource({
        "overview, Overview, uptime, drain",
        "events, Live events, clear, clear",
        "channels, Channels, channels, channels",
        "publish, Publish an event, publish-send, publish-send",
        "auth, Test an authorization, auth-send, auth-send",
        "apps, Applications, app-canyon, Copy the key of canyon",
        "settings, Settings, settings, Settings"
    })
    void each_stop_of_the_tab_key_is_seen_and_the_last_is_reached(
            String view, String heading, String loaded, String last) {
        Dashboard dashboard = Dashboard.open(browser, demo.canyon(), "#/" + view, heading);
        dashboard.awaitThere(loaded);

        List<String> stops = new ArrayList<>();
        while (!stops.contains(last) && stops.size() < MOST_STOPS) {
            dashboard.window().press(Keys.TAB);
            stops.add(dashboard.window().evaluate(String.class, FOCUS));
        }

        assertThat(stops).contains(last).noneMatch(stop -> stop.startsWith("unseen"));
    }

    @Test
    void the_navigation_is_skipped_and_a_view_begins_where_its_content_does() {
        Dashboard dashboard = Dashboard.open(browser, demo.canyon(), "", "Overview");
        BrowserWindow window = dashboard.window();
        assertThat(window.evaluate(String.class, "return document.activeElement.id"))
                .isEqualTo("view");
        window.evaluate(Boolean.class, "document.querySelector('.skip').focus(); return true");

        window.press(Keys.ENTER);

        assertThat(window.evaluate(String.class, "return document.activeElement.id"))
                .isEqualTo("view");
    }

    @Test
    void an_event_is_opened_and_closed_and_one_is_where_one_was() {
        Dashboard dashboard = Dashboard.open(browser, demo.canyon(), "#/events?channel=demo-feed", "Live events");
        BrowserWindow window = dashboard.window();
        dashboard.awaitSome("[data-testid=events] .event", "tick");
        window.click("pause");
        window.evaluate(Boolean.class, """
                const row = document.querySelector('[data-testid=events] tr button');
                row.dataset.testid = 'opener';
                row.focus();
                return true""");

        window.press(Keys.ENTER);
        dashboard.awaitThere("event-details");
        window.press(Keys.ESCAPE);
        window.await(() -> dashboard.isThere("event-details"), there -> !there, "the event is closed");

        assertThat(window.evaluate(String.class, "return document.activeElement.dataset.testid"))
                .isEqualTo("opener");
    }

    @Test
    void the_arrows_walk_along_a_chart() {
        Dashboard dashboard = Dashboard.open(browser, demo.canyon(), "", "Overview");
        BrowserWindow window = dashboard.window();
        dashboard.awaitTextWith("live-state", "live");
        String when = "return document.querySelector('[data-testid=chart-connections] .chart-when').textContent";
        window.await(() -> window.evaluate(String.class, when), "latest"::equals, "points in the chart");
        window.evaluate(
                Boolean.class, "document.querySelector('[data-testid=chart-connections] .plot').focus(); return true");

        window.press(Keys.ARROW_LEFT);

        window.await(() -> window.evaluate(String.class, when), text -> text.matches("\\d.*:\\d\\d:\\d\\d"), "a time");
    }

    @Test
    void a_question_is_answered_with_no_unless_one_means_yes() {
        DemoPage page = DemoPage.open(browser, demo, new Choice("pusher", "websocket"));
        String socketId = page.socketId();
        Dashboard dashboard = Dashboard.open(browser, demo.canyon(), "#/connection?id=" + socketId, "Connection");
        dashboard.awaitThere("disconnect");
        dashboard.window().click("disconnect");
        dashboard.awaitThere("yes");

        dashboard.window().press(Keys.ENTER);

        dashboard.window().await(() -> dashboard.isThere("yes"), there -> !there, "the question is closed");
        assertThat(dashboard.window().text("disconnect-result")).isEmpty();
        assertThat(page.socketId()).isEqualTo(socketId);
    }
}
