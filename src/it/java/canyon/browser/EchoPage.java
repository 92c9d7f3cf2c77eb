package canyon.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A page with nothing on it but laravel-echo and pusher-js, each as its maker publishes it for browsers. Its scripts
 * may call {@code echoAs(user, options)}, which connects, and {@code hear(name)}, whose result keeps the fact that it
 * is called with.
 */
final class EchoPage {
    /** What Maven has put there for tests. */
    private static final Path CLIENTS = Path.of("target", "web", "clients");

    private static final String TOOLS = """
            window.heard = [];
            window.hear = (name) => (fact) => heard.push(fact === undefined ? name : `${name} ${JSON.stringify(fact)}`);
            window.echoAs = (user, options) => {
                const server = new URL('%s');
                const headers = user ? { Authorization: `Bearer demo-${user}` } : {};
                return new (Echo.default ?? Echo)({
                    broadcaster: '%s',
                    key: 'canyon-key',
                    cluster: '',
                    wsHost: server.hostname,
                    wsPort: server.port,
                    httpHost: server.hostname,
                    httpPort: server.port,
                    forceTLS: false,
                    enabledTransports: ['ws'],
                    authEndpoint: '/broadcasting/auth?driver=pusher',
                    auth: { headers },
                    userAuthentication: { endpoint: '/broadcasting/user-auth', headers },
                    ...options,
                });
            };
            """;

    private final BrowserWindow window;

    private EchoPage(BrowserWindow window) {
        this.window = window;
    }

    static EchoPage open(Browser browser, DemoServer demo) {
        return open(browser, demo, EchoVersion.NEWEST);
    }

    static EchoPage open(Browser browser, DemoServer demo, EchoVersion version) {
        // A file of the same origin, shown as text.
        return open(browser, demo, version, demo.canyon().http().resolve("socket.io/socket.io.js"));
    }

    /** The same on any page, be it of another origin. */
    static EchoPage open(Browser browser, DemoServer demo, EchoVersion version, URI page) {
        String scripts = String.join(
                "\n",
                client("pusher-js.js"),
                client("laravel-echo-" + version.echo() + ".js"),
                "window.Echo = Echo;",
                TOOLS.formatted(demo.canyon().http(), version.broadcaster()));
        return new EchoPage(browser.open(page, scripts));
    }

    /** Runs {@code script}; its variables are gone afterwards, those of {@code window} stay. */
    void run(String script) {
        window.evaluate(Boolean.class, script + "\nreturn true;");
    }

    /** Returns what has been heard in order, one line for each call. */
    List<String> heard() {
        return window.texts("return heard");
    }

    /** Returns when exactly these lines have been heard, in this order. */
    void awaitHeard(String... lines) {
        window.await(this::heard, Arrays.asList(lines)::equals, "heard are " + Arrays.toString(lines));
    }

    /** Returns when the expression gives this text. */
    void awaitValue(String expression, String expected) {
        window.await(() -> value(expression), expected::equals, expression + " is " + expected);
    }

    String value(String expression) {
        return window.evaluate(String.class, "return String(" + expression + ")");
    }

    BrowserWindow window() {
        return window;
    }

    private static String client(String file) {
        try {
            return Files.readString(CLIENTS.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("mvn prepare-package puts the clients there", e);
        }
    }
}
