package canyon.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One window. Elements are named by their {@code data-testid}. */
final class BrowserWindow {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ChromeDriver driver;
    private final String handle;

    BrowserWindow(ChromeDriver driver, String handle) {
        this.driver = driver;
        this.handle = handle;
    }

    WebElement element(String testId) {
        return driver().findElement(By.cssSelector("[data-testid='" + testId + "']"));
    }

    String text(String testId) {
        return element(testId).getText();
    }

    void type(String testId, String text) {
        WebElement field = element(testId);
        field.clear();
        field.sendKeys(text);
    }

    /** Clicks as soon as it is there, also if the page puts it there anew in the same moment. */
    void click(String testId) {
        await(
                () -> {
                    element(testId).click();
                    return true;
                },
                clicked -> clicked,
                testId + " to click on");
    }

    /** Presses keys one after the other, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver()).sendKeys(keys).perform();
    }

    /** Takes its text away, to see the next one. */
    void blank(String testId) {
        driver().executeScript("arguments[0].textContent = ''", element(testId));
    }

    /** Runs {@code script} and gives what it returns: a text, Long, Boolean, List or Map. */
    <T> T evaluate(Class<T> type, String script) {
        return type.cast(Objects.requireNonNull(driver().executeScript(script), script));
    }

    /** Runs {@code script}, which returns an array of texts. */
    List<String> texts(String script) {
        List<?> texts = evaluate(List.class, script);
        return texts.stream().map(String.class::cast).toList();
    }

    /** Runs {@code script} until it calls its last argument with a text. */
    String evaluateLater(String script, Object... arguments) {
        return (String) Objects.requireNonNull(driver().executeAsyncScript(script, arguments), script);
    }

    void awaitText(String testId, String expected) {
        await(() -> text(testId), expected::equals, testId + " is " + expected);
    }

    /**
     * Returns the first value that is as wanted, or fails with the last one that was not. What a page takes away while
     * it is looked at is looked for again.
     */
    <T> T await(Supplier<T> value, Predicate<T> wanted, String description) {
        Last<T> last = new Last<>();
        new WebDriverWait(driver(), PATIENCE)
                .pollingEvery(PAUSE)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> description + ", but was " + last.value)
                // Whether it is wanted, not the value: a wait takes false for "not yet".
                .until(driver -> wanted.test(last.set(value.get())));
        return last.get();
    }

    void show(Screen screen) {
        driver().executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of(
                                "width",
                                screen.width(),
                                "height",
                                screen.height(),
                                "deviceScaleFactor",
                                1,
                                "mobile",
                                screen.isPhone()));
        driver().executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", screen.scheme()))));
    }

    /** Whoever was signed in is not any more. */
    void forgetCookies() {
        // Selenium's own way leaves those of paths below the page's.
        driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }

    void reload() {
        driver().navigate().refresh();
    }

    void close() {
        driver().close();
    }

    /** Keeps a picture of the page's top in {@code target/it}. */
    void photograph(String name) throws IOException {
        driver().executeScript("scrollTo(0, 0)");
        Files.write(Path.of("target", "it", name + ".png"), driver().getScreenshotAs(OutputType.BYTES));
    }

    private ChromeDriver driver() {
        driver.switchTo().window(handle);
        return driver;
    }

    private static final class Last<T> {
        private @Nullable T value;

        T set(T looked) {
            value = looked;
            return looked;
        }

        T get() {
            return Objects.requireNonNull(value);
        }
    }
}
