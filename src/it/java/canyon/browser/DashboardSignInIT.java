package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** A server as in production: with a password, and with applications in a file, which an operator changes. */
@ExtendWith(Browsers.class)
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardSignInIT {
    private static final String PASSWORD = "correct horse";
    private static final Path APPS =
            Path.of("target", "it", "dashboard-apps.json").toAbsolutePath();

    private CanyonServer canyon;

    @BeforeAll
    void start() throws IOException {
        Files.createDirectories(APPS.getParent());
        // Nobody listens at its port.
        String webhook = "http://127.0.0.1:1/hook?token=hidden";
        Files.writeString(
                APPS,
                "[{\"id\": \"blog\", \"key\": \"blog-key\", \"secret\": \"blog-secret\", \"webhooks\": [{\"url\": \""
                        + webhook + "\"}]}]");
        canyon = CanyonServer.start(Map.of("canyon.admin.password", PASSWORD, "canyon.apps.file", APPS.toString()));
    }

    @AfterAll
    void stop() {
        canyon.close();
    }

    @Test
    void a_wrong_password_is_said_to_be_wrong_and_the_right_one_leads_where_one_wanted_to_be(Browser browser) {
        Dashboard dashboard = Dashboard.openAsStranger(browser, canyon, "#/nodes");

        dashboard.signIn("wrong");
        dashboard.awaitTextWith("sign-in-problem", "wrong");
        dashboard.signIn(PASSWORD);
        dashboard.awaitHeading("Nodes");
        dashboard.window().click("sign-out");

        dashboard.awaitSignIn();
        assertRefusalsOnly(browser);
    }

    @Test
    void a_session_that_ends_loses_nothing_that_was_written(Browser browser) {
        Dashboard dashboard = Dashboard.openAsStranger(browser, canyon, "#/publish?app=blog");
        dashboard.signIn(PASSWORD);
        dashboard.awaitHeading("Publish an event");
        dashboard.window().type("publish-channels", "orders.7");
        dashboard.window().type("publish-event", "shipped");
        dashboard.window().forgetCookies();

        dashboard.window().click("publish-send");
        dashboard.awaitSignIn();
        dashboard.signIn(PASSWORD);

        dashboard.awaitTextWith("publish-result", "Published to 0 subscribers");
        assertThat(dashboard.window().element("publish-event").getAttribute("value"))
                .isEqualTo("shipped");
        assertRefusalsOnly(browser);
    }

    @Test
    void an_application_is_made_given_new_keys_disabled_and_deleted(Browser browser) throws IOException {
        Dashboard dashboard = Dashboard.openAsStranger(browser, canyon, "#/apps");
        dashboard.signIn(PASSWORD);
        dashboard.awaitHeading("Applications");
        dashboard.awaitThere("app-new-id");

        dashboard.window().type("app-new-id", "shop");
        dashboard.window().click("app-create");
        dashboard.awaitThere("secret-secret");
        String secret = dashboard.window().text("secret-secret");
        dashboard.window().click("secrets-stored");
        dashboard.awaitTextWith("app-shop", "enabled");

        assertThat(dashboard.texts("body")).noneMatch(text -> text.contains(secret));
        assertThat(Files.readString(APPS)).contains(secret, "blog-secret");

        dashboard.clickAndConfirm("app-rotate-shop");
        dashboard.awaitThere("secret-secret");
        String rotated = dashboard.window().text("secret-secret");
        dashboard.window().click("secrets-stored");
        assertThat(Files.readString(APPS)).contains(rotated).doesNotContain(secret);

        dashboard.clickAndConfirm("app-toggle-shop");
        dashboard.awaitTextWith("app-shop", "disabled");
        dashboard.clickAndConfirm("app-delete-shop");
        dashboard.window().await(() -> dashboard.isThere("app-shop"), there -> !there, "the application is gone");
        assertThat(Files.readString(APPS)).doesNotContain("shop").contains("blog-secret");
        assertRefusalsOnly(browser);
    }

    @Test
    void guesses_are_slowed_down_and_the_right_password_gets_in_afterwards(Browser browser) {
        Dashboard dashboard = Dashboard.openAsStranger(browser, canyon, "#/nodes");
        BrowserWindow window = dashboard.window();

        window.await(
                () -> {
                    submit(dashboard, "wrong");
                    return window.text("sign-in-problem");
                },
                text -> text.matches("Too many wrong passwords: try again in \\d+ seconds?"),
                "guesses that are not looked at");
        window.await(
                () -> {
                    submit(dashboard, PASSWORD);
                    return dashboard.isThere("title");
                },
                in -> in,
                "the right password, when the wait is over");

        dashboard.awaitHeading("Nodes");
        assertRefusalsOnly(browser);
    }

    /** Unless the answer to the attempt before is still to come. */
    private static void submit(Dashboard dashboard, String password) {
        dashboard.window().evaluate(Boolean.class, """
                const field = document.querySelector('[data-testid=password]');
                const button = document.querySelector('[data-testid=sign-in]');
                if (field && !button.disabled) {
                    field.value = '%s';
                    field.form.requestSubmit();
                }
                return true""".formatted(password));
    }

    @ParameterizedTest
    @MethodSource("canyon.browser.Screen#all")
    void the_form_fits_and_is_used_by_keys_alone(Screen screen, Browser browser) throws IOException {
        Dashboard dashboard = Dashboard.openAsStranger(browser, canyon, "#/nodes");
        BrowserWindow window = dashboard.window();
        window.show(screen);
        window.press("wrong", Keys.ENTER);
        dashboard.awaitTextWith("sign-in-problem", "wrong");
        window.photograph("dashboard-sign-in-" + screen.device() + "-" + screen.scheme());
        dashboard.assertFits(screen);

        // What was wrong is marked, so that the next text takes its place.
        window.press(PASSWORD, Keys.ENTER);

        dashboard.awaitHeading("Nodes");
        assertRefusalsOnly(browser);
    }

    @Test
    void a_webhook_that_fails_is_seen_with_the_reason_and_without_what_its_URL_hides(Browser browser)
            throws IOException {
        Dashboard dashboard = Dashboard.openAsStranger(browser, canyon, "#/events?app=blog&kind=WEBHOOK_FAILED");
        dashboard.signIn(PASSWORD);
        dashboard.awaitTextWith("live-state", "live");

        try (PusherSocket client = PusherSocket.to(Peer.of(canyon), SignedApi.app("blog", "blog-key", "blog-secret"))) {
            client.join("posts");
            dashboard.awaitSome("[data-testid=events] .detail", "(webhook of application blog): ");
        }

        assertThat(dashboard.texts("[data-testid=events] .detail"))
                .allMatch(text -> text.matches("1 event to http://127.*blog\\): .+"))
                .noneMatch(text -> text.contains("hidden"));
        assertRefusalsOnly(browser);
    }

    @Test
    void settings_hide_secrets(Browser browser) {
        Dashboard dashboard = Dashboard.openAsStranger(browser, canyon, "#/settings?q=canyon.admin.password");
        dashboard.signIn(PASSWORD);
        dashboard.awaitHeading("Settings");

        dashboard.awaitTextWith("settings-summary", "1 setting of");
        assertThat(dashboard.texts("[data-testid=settings] td")).anyMatch(cell -> cell.contains("***"));
        assertThat(dashboard.texts("body")).noneMatch(text -> text.contains(PASSWORD));
        assertRefusalsOnly(browser);
    }

    @Test
    void a_drain_sends_clients_away_is_told_and_is_taken_back(Browser browser) throws IOException {
        Dashboard dashboard = Dashboard.openAsStranger(browser, canyon, "#/overview");
        dashboard.signIn(PASSWORD);
        dashboard.awaitHeading("Overview");
        dashboard.window().type("drain-seconds", "1");

        try (PusherSocket client = PusherSocket.to(Peer.of(canyon), SignedApi.app("blog", "blog-key", "blog-secret"))) {
            dashboard.clickAndConfirm("drain");

            assertThat(client.receive()).hasToString("closed with 4200");
        }
        dashboard.awaitTextWith("drain-state", "Draining");
        dashboard.awaitTextWith("warnings", "it takes no new clients");
        dashboard.window().click("drain-stop");
        dashboard.window().await(() -> dashboard.window().text("drain-state"), String::isEmpty, "no drain");
        PusherSocket.to(Peer.of(canyon), SignedApi.app("blog", "blog-key", "blog-secret"))
                .close();
        assertRefusalsOnly(browser);
    }

    @Test
    void an_id_that_is_taken_is_refused_beside_the_form(Browser browser) {
        Dashboard dashboard = Dashboard.openAsStranger(browser, canyon, "#/apps");
        dashboard.signIn(PASSWORD);
        dashboard.awaitHeading("Applications");
        dashboard.awaitThere("app-new-id");

        dashboard.window().type("app-new-id", "blog");
        dashboard.window().click("app-create");

        dashboard.awaitTextWith("app-new-problem", "blog");
        assertThat(dashboard.window().element("app-new-id").getAttribute("value"))
                .isEqualTo("blog");
        assertRefusalsOnly(browser);
    }

    /** The browser writes each answer that is no success to its console. */
    private static void assertRefusalsOnly(Browser browser) {
        assertThat(browser.takeConsoleErrors()).allMatch(error -> error.matches("(?s).*/dashboard/api/.* 4\\d\\d .*"));
    }
}
