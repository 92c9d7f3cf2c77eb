package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.SignedApi;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator sees of the people on the demo page. */
@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardWatchIT {
    private static final String SHOWN_EVENTS = "[data-testid=events] tr:not([hidden]) .event";
    private static final String SHOWN_DETAILS = "[data-testid=events] tr:not([hidden]) .detail";

    private final Browser browser;
    private final DemoServer demo;

    DashboardWatchIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @Test
    void the_overview_counts_and_draws_and_is_live() {
        DemoPage.open(browser, demo, new Choice("4", "websocket"));
        Dashboard dashboard = open("", "Overview");

        dashboard.awaitTextWith("live-state", "live");
        dashboard.window().await(() -> tile(dashboard, "connections"), count -> count >= 3, "connections");
        dashboard.window().await(() -> tile(dashboard, "channels"), count -> count >= 1, "channels");
        dashboard.awaitTextWith("tile-redis", "connected");
        assertThat(dashboard.texts("[data-testid=open-hint]"))
                .singleElement()
                .asString()
                .contains("without a password");
        assertThat(dashboard.window().evaluate(Long.class, "return document.querySelectorAll('.plot canvas').length"))
                .isEqualTo(8);
    }

    @Test
    void the_charts_go_back_a_day_and_a_month() {
        Dashboard dashboard = open("", "Overview");

        dashboard.window().click("range-day");
        dashboard.window().click("range-month");

        dashboard
                .window()
                .await(
                        () -> dashboard.window().evaluate(String.class, "return location.hash"),
                        "#/overview?range=month"::equals,
                        "the address says the range");
        assertThat(dashboard.window().text("history-problem")).isEmpty();
    }

    @Test
    void events_come_live_wait_while_paused_and_open() {
        Dashboard dashboard = open("#/events?app=canyon&channel=demo-feed&kind=PUBLISHED", "Live events");
        BrowserWindow window = dashboard.window();
        dashboard.awaitSome(SHOWN_EVENTS, "tick");

        window.click("pause");
        window.await(
                () -> window.text("pause"), text -> text.matches("Resume \\([1-9].* new\\)"), "a pause that counts");
        int before = dashboard.texts(SHOWN_EVENTS).size();
        window.click("pause");
        window.await(() -> dashboard.texts(SHOWN_EVENTS).size(), count -> count > before, "what waited");
        window.evaluate(Boolean.class, "document.querySelector('[data-testid=events] button').click(); return true");

        dashboard.awaitTextWith("payload", "\"load\": ");
        window.click("event-close");
    }

    @Test
    void a_filter_hides_what_does_not_fit() {
        Dashboard dashboard = open("#/events", "Live events");
        dashboard.awaitSome(SHOWN_EVENTS, "tick");

        dashboard.window().type("filter-event", "shipped");
        dashboard.window().await(() -> dashboard.texts(SHOWN_EVENTS), texts -> texts.isEmpty(), "no events that fit");
        dashboard.awaitTextWith("live-state", "live");
        dashboard
                .window()
                .await(
                        () -> {
                            demo.publishAsPusher("orders.7", "shipped", "{\"id\":7}");
                            return dashboard.texts(SHOWN_EVENTS);
                        },
                        texts -> !texts.isEmpty(),
                        "an event that fits");

        assertThat(dashboard.texts(SHOWN_EVENTS)).containsOnly("shipped");
    }

    @Test
    void when_more_happens_than_a_stream_shows_the_page_says_so() {
        DemoPage.open(browser, demo, new Choice("4", "websocket"));
        Dashboard dashboard = open("#/events?channel=demo-feed&kind=PUBLISHED", "Live events");
        dashboard.awaitSome(SHOWN_EVENTS, "tick");

        demo.publishMany("demo-feed", 500);

        dashboard.awaitSome(SHOWN_EVENTS, "many");
        dashboard.awaitTextWith("sampled", "left out");
        assertThat(dashboard.texts(SHOWN_EVENTS)).hasSizeLessThan(500);
    }

    @Test
    void who_is_denied_is_seen_with_the_reason_and_who_left_with_the_code() throws IOException {
        Dashboard dashboard = open("#/events?app=canyon&kind=DENIED,DISCONNECTED", "Live events");
        dashboard.awaitTextWith("live-state", "live");

        String id;
        try (PusherSocket client =
                PusherSocket.to(Peer.of(demo.canyon()), SignedApi.app("canyon", "canyon-key", "another secret"))) {
            id = client.id();
            client.subscribe("private-orders.7", null);
            dashboard.awaitSome(SHOWN_DETAILS, "401 The signature is not the application's for socket id " + id);
        }

        dashboard.awaitSome("[data-testid=events] tr .kind", "disconnected");
        dashboard.awaitSome(SHOWN_DETAILS, "1000 ");
    }

    @Test
    void what_somebody_reads_on_the_overview_stays_while_time_goes_on() {
        DemoPage.open(browser, demo, new Choice("4", "websocket"));
        Dashboard dashboard = open("", "Overview");
        BrowserWindow window = dashboard.window();
        dashboard.awaitTextWith("live-state", "live");
        dashboard.awaitThere("uptime");
        window.evaluate(Boolean.class, """
                document.querySelector('[data-testid=uptime]').closest('section').dataset.testid = 'read';
                document.querySelector('[data-testid=figures-open] summary').click();
                document.querySelector('[data-testid=figures-open] .table').focus();
                return true""");
        window.await(
                () -> dashboard.texts("[data-testid=figures] tr").size(), lines -> lines > 0, "lines of the table");
        String before = window.text("uptime");

        window.await(() -> window.text("uptime"), now -> !now.equals(before), "a later time");

        assertThat(dashboard.isThere("read")).isTrue();
        assertThat(window.evaluate(String.class, "return document.activeElement.getAttribute('aria-label')"))
                .isEqualTo("Figures");
    }

    @Test
    void a_channel_shows_who_is_there() {
        DemoPage page = DemoPage.open(browser, demo, new Choice("4", "auto"));
        DemoPerson.alice(page).awaitMembers("Alice", "Bob");
        Dashboard dashboard = open("#/channels?q=lobby", "Channels");
        dashboard.awaitSome("[data-testid=channels] a", "presence-lobby");

        dashboard
                .window()
                .evaluate(Boolean.class, "document.querySelector('[data-testid=channels] a').click(); return true");

        dashboard.awaitHeading("presence-lobby");
        dashboard.awaitSome("[data-testid=members] td", "Alice");
        dashboard.awaitSome("[data-testid=members] td", "Bob");
        dashboard.awaitSome("[data-testid=subscribers] td", "socket.io 4");
    }

    @Test
    void a_connection_is_disconnected_and_comes_back() {
        DemoPage page = DemoPage.open(browser, demo, new Choice("pusher", "websocket"));
        String socketId = page.socketId();
        Dashboard dashboard = open("#/connection?id=" + socketId, "Connection");
        dashboard.awaitTextWith("connection-protocol", "pusher");
        dashboard.awaitTextWith("connection-transport", "websocket");
        dashboard.awaitTextWith("connection-channels", "demo-feed");
        dashboard.awaitTextWith("connection-queue", " B");
        assertThat(dashboard.texts(".facts dd"))
                .contains("127.0.0.1")
                .anyMatch(text -> text.contains("Mozilla") && text.contains("Chrome"));

        dashboard.clickAndConfirm("disconnect-back");

        dashboard.awaitTextWith("disconnect-result", "Disconnected");
        page.window()
                .await(page::socketId, id -> id.matches("\\d+\\.\\d+") && !id.equals(socketId), "another connection");
    }

    @Test
    void a_connection_that_is_gone_is_said_to_be_gone() {
        Dashboard dashboard = open("#/connection?id=1.1", "Connection");

        dashboard.awaitTextWith("load-problem", "no such connection");

        assertThat(browser.takeConsoleErrors()).allMatch(error -> error.contains("/dashboard/api/connections/1.1"));
    }

    @Test
    void connections_and_nodes_are_listed() {
        DemoPage page = DemoPage.open(browser, demo, new Choice("4", "websocket"));
        Dashboard dashboard = open("#/connections?q=" + page.socketId(), "Connections");
        dashboard.awaitSome("[data-testid=connections] td", "socket.io 4");
        dashboard.window().click("nav-nodes");

        dashboard.awaitHeading("Nodes");
        dashboard.awaitSome("[data-testid=nodes] td", "this one");
    }

    private Dashboard open(String hash, String heading) {
        return Dashboard.open(browser, demo.canyon(), hash, heading);
    }

    private static int tile(Dashboard dashboard, String name) {
        String text = dashboard.window().text("tile-" + name).replace(",", "");
        return text.matches("\\d+") ? Integer.parseInt(text) : -1;
    }
}
