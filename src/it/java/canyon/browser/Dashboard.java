package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import java.net.URI;
import java.util.List;

/** The dashboard in one window. */
final class Dashboard {
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
