package canyon.browser;

import java.util.List;
import java.util.UUID;

/** The demo page in one window. */
final class DemoPage {
    /** Keeps what the list has shown: it lets go of an event when a dozen others have come. */
    private static final String RECORD = """
            window.shown = [];
            new MutationObserver((changes) => changes
                .flatMap((change) => [...change.addedNodes])
                .filter((node) => node.dataset?.testid === 'event')
                .forEach((item) => shown.push(['.event-name', '.event-data']
                    .map((part) => item.querySelector(part).textContent).join(' ')))
            ).observe(document, { childList: true, subtree: true });""";

    private final BrowserWindow window;
    private final DemoServer demo;
    private final Choice choice;

    private DemoPage(BrowserWindow window, DemoServer demo, Choice choice) {
        this.window = window;
        this.demo = demo;
        this.choice = choice;
    }

    /** Returns when the page hears the feed, by the transport that it will stay with. */
    static DemoPage open(Browser browser, DemoServer demo, Choice choice) {
        BrowserWindow window = browser.open(demo.canyon().http().resolve(choice.query()), RECORD);
        DemoPage page = new DemoPage(window, demo, choice);
        page.awaitConnected();
        page.awaitSubscribed("demo-feed");
        return page;
    }

    BrowserWindow window() {
        return window;
    }

    void awaitConnected() {
        window.awaitText("state", "connected");
        window.awaitText("transport", choice.finalTransport());
    }

    /** The same after an outage, in which pusher-js tries everything and stays with what comes through first. */
    void awaitConnectedAgain() {
        window.awaitText("state", "connected");
        window.await(() -> window.text("transport"), choice::isPossible, choice + ": a transport");
    }

    /** Canyon does not acknowledge a subscription: says hello until the page shows it. */
    void awaitSubscribed(String channel) {
        String mark = "\"%s\"".formatted(UUID.randomUUID());
        window.await(
                () -> {
                    demo.publishAsLaravel(channel, "hello", mark);
                    return events();
                },
                events -> events.contains("hello " + mark),
                choice + ": hello on " + channel);
    }

    /** Returns when the list has shown one more event of the server's own. */
    void awaitTick() {
        List<String> before = events();
        window.await(
                this::events,
                events -> events.stream().anyMatch(event -> event.startsWith("tick ") && !before.contains(event)),
                choice + ": a tick");
    }

    int eventCount() {
        return Integer.parseInt(window.text("count"));
    }

    String socketId() {
        return window.text("socket-id");
    }

    /** Publishes through the form; returns when the answer is there. */
    void publish(String event, String data) {
        window.type("event-name", event);
        window.type("data", data);
        // The last answer would pass for the one to this click, which may have missed a button that has just moved.
        window.blank("result");
        window.click("publish");
        window.await(
                () -> window.text("result") + window.text("mistake"),
                answer -> !answer.isEmpty() && !answer.startsWith("Sending"),
                "an answer");
    }

    /** Whether what is published goes to all but this page. */
    void choosePublishingToOthers(boolean others) {
        window.await(
                () -> {
                    if (window.element("to-others").isSelected() != others) {
                        window.click("to-others");
                    }
                    return window.element("to-others").isSelected();
                },
                selected -> selected == others,
                choice + ": to others only is " + others);
    }

    /** Returns when the list has shown the event. */
    void awaitEvent(String event, String data) {
        String expected = event + " " + data;
        window.await(this::events, events -> events.contains(expected), choice + ": the event " + expected);
    }

    /** All events that the list has shown, oldest first, each as its name and its data. */
    List<String> events() {
        return window.texts("return shown");
    }

    @Override
    public String toString() {
        return choice.toString();
    }

    /** Addresses that the page has asked for by HTTP, WebSockets left out. */
    List<String> requests() {
        return window.texts("return performance.getEntriesByType('resource').map((request) => request.name)");
    }
}
