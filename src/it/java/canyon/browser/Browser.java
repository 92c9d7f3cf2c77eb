package canyon.browser;

import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.io.TemporaryFilesystem;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** One Chromium without a screen. */
final class Browser implements AutoCloseable {
    /** Held, because the log manager would forget its level: it misses versions of a protocol that nobody uses here. */
    private static final Logger VERSIONS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    static {
        VERSIONS.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;
    /** Stays, because the browser ends with its last window. */
    private final String firstWindow;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        this.firstWindow = driver.getWindowHandle();
    }

    static Browser start(BrowserPrograms programs) {
        File log = new File("target/it/chromedriver.log");
        // The driver ends at once if the folder of its log is not there.
        log.getParentFile().mkdirs();
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(programs.driver().toFile())
                .usingAnyFreePort()
                .withLogFile(log)
                .build();
        return new Browser(new ChromeDriver(service, options(programs)));
    }

    private static ChromeOptions options(BrowserPrograms programs) {
        LoggingPreferences logged = new LoggingPreferences();
        logged.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(programs.chromium().toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logged);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // Its own, because the driver kills a browser that has a profile from the driver, files and all.
                "--user-data-dir=" + TemporaryFilesystem.getDefaultTmpFS().createTempDir("chromium", ""));
        // Tests look at several windows, only one of which has the focus.
        options.addArguments(
                "--disable-background-timer-throttling",
                "--disable-backgrounding-occluded-windows",
                "--disable-renderer-backgrounding");
        return options;
    }

    /** Opens a new window, and in it a page. */
    BrowserWindow open(URI page) {
        return open(page, "");
    }

    /** Opens a page in which {@code script} runs before any other. */
    BrowserWindow open(URI page, String script) {
        driver.switchTo().newWindow(WindowType.WINDOW);
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        driver.get(page.toString());
        return new BrowserWindow(driver, driver.getWindowHandle());
    }

    void closeWindows() {
        for (String window : driver.getWindowHandles()) {
            if (!window.equals(firstWindow)) {
                driver.switchTo().window(window).close();
            }
        }
        driver.switchTo().window(firstWindow);
    }

    /**
     * What the browser complained about since the last call, except that a page has no icon, and that pusher-js was
     * answered that somebody may not join a channel, for which tests look on the page.
     */
    List<String> takeConsoleErrors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("/favicon.ico"))
                .filter(message -> !message.matches(".*/broadcasting/auth\\?driver=pusher .* 403 .*"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
