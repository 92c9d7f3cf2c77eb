package canyon.browser;

import java.util.List;

/** Alice or Bob on the demo page: a private channel and a presence channel on a connection of their own. */
final class DemoPerson {
    private final DemoPage page;
    private final BrowserWindow window;
    private final String name;

    private DemoPerson(DemoPage page, String name) {
        this.page = page;
        this.window = page.window();
        this.name = name;
    }

    static DemoPerson alice(DemoPage page) {
        return new DemoPerson(page, "alice");
    }

    static DemoPerson bob(DemoPage page) {
        return new DemoPerson(page, "bob");
    }

    /** Returns when the desk is in that state, such as {@code let in}. */
    void awaitDesk(String state) {
        awaitText("desk", "state", state);
    }

    /** Subscribes to the desk, or leaves it. */
    void toggleDesk() {
        window.click(part("desk", "toggle"));
    }

    int notes() {
        return Integer.parseInt(window.text(part("desk", "count")));
    }

    /** Returns when one more note of the server was heard. */
    void awaitNote() {
        int before = notes();
        window.await(this::notes, notes -> notes > before, page + ": a note for " + name);
    }

    /** Returns when the room is in that state, such as {@code in the room}. */
    void awaitRoom(String state) {
        awaitText("room", "state", state);
    }

    /** Joins the room, or leaves it. */
    void toggleRoom() {
        window.click(part("room", "toggle"));
    }

    /** Returns when the list of members has these names. */
    void awaitMembers(String... names) {
        window.await(() -> lines("members"), List.of(names)::equals, page + ": members that " + name + " sees");
    }

    void say(String text) {
        window.type(part("room", "text"), text);
        window.click(part("room", "send"));
    }

    /** Writes without sending. */
    void write(String text) {
        window.type(part("room", "text"), text);
    }

    /** Returns when the line below the chat is as expected; empty if nobody writes. */
    void awaitTyping(String expected) {
        awaitText("room", "typing", expected);
    }

    /** Returns when the chat ends with this line. */
    void awaitLastLine(String line) {
        window.await(
                this::chat,
                lines -> !lines.isEmpty() && lines.get(lines.size() - 1).equals(line),
                page + ": last line that " + name + " sees");
    }

    List<String> chat() {
        return lines("log");
    }

    private List<String> lines(String list) {
        return window.texts(
                "return [...document.querySelectorAll('[data-testid=%s] > li')].map((item) => item.textContent)"
                        .formatted(part("room", list)));
    }

    private void awaitText(String card, String part, String expected) {
        window.await(
                () -> window.text(part(card, part)),
                expected::equals,
                page + ": " + part(card, part) + " is " + expected);
    }

    private String part(String card, String part) {
        return card + "-" + name + "-" + part;
    }
}
