package canyon.browser;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Leaves a picture of each view on each screen in {@code target/it}. */
@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardLayoutIT {
    /** The names of views and what each has as soon as it is loaded. */
    private static final Map<String, String> VIEWS = Map.ofEntries(
            Map.entry("overview", "uptime"),
            Map.entry("events", "events"),
            Map.entry("channels", "channels"),
            Map.entry("channel?app=canyon&name=presence-" + "long".repeat(30), "channel-subscriptions"),
            Map.entry("connections", "connections"),
            Map.entry("nodes", "nodes"),
            Map.entry("publish", "publish-send"),
            Map.entry("auth", "auth-send"),
            Map.entry("self-test", "test-run"),
            Map.entry("apps", "app-canyon"),
            Map.entry("connect", "snippet"),
            Map.entry("settings", "settings"));

    @ParameterizedTest
    @MethodSource("canyon.browser.Screen#all")
    void no_view_is_wider_than_the_screen(Screen screen, Browser browser, DemoServer demo) throws IOException {
        DemoPage page = DemoPage.open(browser, demo, new Choice("4", "auto"));
        DemoPerson.alice(page).awaitMembers("Alice", "Bob");
        Dashboard dashboard = Dashboard.open(browser, demo.canyon(), "", "Overview");
        dashboard.window().show(screen);

        Map<String, String> views = new HashMap<>(VIEWS);
        views.put("connection?id=" + page.socketId(), "connection-id");
        for (Map.Entry<String, String> view : views.entrySet()) {
            dashboard.window().evaluate(Boolean.class, "location.hash = '#/" + view.getKey() + "'; return true");
            dashboard.awaitThere(view.getValue());
            String name = view.getKey().replaceAll("\\?.*", "");
            dashboard.window().photograph("dashboard-" + name + "-" + screen.device() + "-" + screen.scheme());
            dashboard.assertFits(screen);
            dashboard.assertReadable();
        }
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Screen#all")
    void what_lies_over_a_view_fits_too(Screen screen, Browser browser, DemoServer demo) throws IOException {
        DemoPage page = DemoPage.open(browser, demo, new Choice("4", "websocket"));
        Dashboard dashboard = Dashboard.open(browser, demo.canyon(), "#/events?channel=demo-feed", "Live events");
        BrowserWindow window = dashboard.window();
        window.show(screen);
        dashboard.awaitSome("[data-testid=events] .event", "tick");

        window.evaluate(Boolean.class, "document.querySelector('[data-testid=events] button').click(); return true");
        dashboard.awaitThere("payload");
        window.photograph("dashboard-event-" + screen.device() + "-" + screen.scheme());
        dashboard.assertDialogFits(screen);
        dashboard.assertReadable();
        window.click("event-close");
        window.evaluate(Boolean.class, "location.hash = '#/connection?id=" + page.socketId() + "'; return true");
        window.click("disconnect");
        dashboard.awaitThere("yes");
        window.photograph("dashboard-question-" + screen.device() + "-" + screen.scheme());
        dashboard.assertDialogFits(screen);
        window.click("no");
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Screen#all")
    void every_view_is_reached_from_the_menu(Screen screen, Browser browser, DemoServer demo) {
        Dashboard dashboard = Dashboard.open(browser, demo.canyon(), "", "Overview");
        dashboard.window().show(screen);

        if (screen.isPhone()) {
            dashboard.window().click("menu");
        }
        dashboard.window().click("nav-settings");

        dashboard.awaitHeading("Settings");
    }
}
