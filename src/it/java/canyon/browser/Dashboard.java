package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import java.net.URI;
import java.util.List;

/** The dashboard in one window. */
final class Dashboard {
    /** Gives texts with a contrast below 4.5. A chosen radio button is what is behind the text beside it. */
    private static final String PALE_TEXTS = """
            const colour = (text) => text.match(/[\\d.]+/g).map(Number);
            const part = (value) => value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
            const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
            const fill = (at) => colour(getComputedStyle(at).backgroundColor);
            const isOpaque = ([, , , alpha = 1]) => alpha === 1;
            const behind = (at) => {
                const radio = at.previousElementSibling;
                if (radio?.matches('input[type=radio]') && isOpaque(fill(radio))) {
                    return fill(radio);
                }
                while (at.parentElement && !isOpaque(fill(at))) {
                    at = at.parentElement;
                }
                return fill(at);
            };
            const pale = [];
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const text = texts.currentNode.data.trim();
                const at = texts.currentNode.parentElement;
                if (text === '' || !at.checkVisibility() || at.closest(':disabled, option')) {
                    continue;
                }
                const [dark, bright] = [light(colour(getComputedStyle(at).color)), light(behind(at))].sort((a, b) => a - b);
                if ((bright + 0.05) / (dark + 0.05) < 4.5) {
                    pale.push(`${at.localName}.${at.className}: ${text.slice(0, 40)}`);
                }
            }
            return pale""";

    private final BrowserWindow window;

    private Dashboard(BrowserWindow window) {
        this.window = window;
    }

    /** Returns when the view with this heading is there. */
    static Dashboard open(Browser browser, CanyonServer canyon, String hash, String heading) {
        Dashboard dashboard = new Dashboard(browser.open(address(canyon, hash)));
        dashboard.window.show(Screen.DESKTOP);
        dashboard.awaitHeading(heading);
        return dashboard;
    }

    /** Returns when it asks who one is. */
    static Dashboard openAsStranger(Browser browser, CanyonServer canyon, String hash) {
        Dashboard dashboard = new Dashboard(browser.open(address(canyon, hash)));
        dashboard.window.show(Screen.DESKTOP);
        dashboard.window.forgetCookies();
        dashboard.window.reload();
        dashboard.awaitSignIn();
        return dashboard;
    }

    private static URI address(CanyonServer canyon, String hash) {
        return canyon.http().resolve("dashboard/" + hash);
    }

    BrowserWindow window() {
        return window;
    }

    void awaitHeading(String heading) {
        awaitThere("title");
        window.awaitText("title", heading);
    }

    void awaitSignIn() {
        awaitThere("password");
        window.await(
                () -> window.element("password").isDisplayed(), shown -> shown, "the form for signing in is shown");
    }

    void signIn(String password) {
        window.type("password", password);
        window.click("sign-in");
    }

    /** Clicks, and says yes to the question. */
    void clickAndConfirm(String testId) {
        window.click(testId);
        window.click("yes");
    }

    void awaitTextWith(String testId, String part) {
        awaitThere(testId);
        window.await(() -> window.text(testId), text -> text.contains(part), testId + " says " + part);
    }

    void awaitThere(String testId) {
        window.await(() -> isThere(testId), there -> there, testId + " is there");
    }

    boolean isThere(String testId) {
        return !texts("[data-testid=\"" + testId + "\"]").isEmpty();
    }

    /** The texts of all elements that a selector finds. */
    List<String> texts(String selector) {
        return window.texts(
                "return [...document.querySelectorAll('%s')].map((each) => each.textContent)".formatted(selector));
    }

    /** Returns when some element that the selector finds has this part in its text. */
    void awaitSome(String selector, String part) {
        window.await(
                () -> texts(selector),
                texts -> texts.stream().anyMatch(text -> text.contains(part)),
                "some " + selector + " says " + part);
    }

    /** Each text stands out from what is behind it, as WCAG 2.2 wants of small ones (1.4.3). */
    void assertReadable() {
        assertThat(window.texts(PALE_TEXTS))
                .as("texts with too little contrast")
                .isEmpty();
    }

    void assertDialogFits(Screen screen) {
        assertFits(screen);
        assertThat(window.evaluate(Boolean.class, """
                        const box = document.querySelector('dialog').getBoundingClientRect();
                        return box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight"""))
                .as("the dialog is on the screen")
                .isTrue();
    }

    /** What the page may never be: wider than the screen. */
    void assertFits(Screen screen) {
        assertThat(window.evaluate(Long.class, "return innerWidth")).isEqualTo(screen.width());
        assertThat(window.evaluate(Long.class, "return document.documentElement.scrollWidth"))
                .isEqualTo(window.evaluate(Long.class, "return document.documentElement.clientWidth"));
    }
}
