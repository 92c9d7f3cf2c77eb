package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Leaves a picture of each screen in {@code target/it}. */
@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class LayoutIT {
    private static final String LONG = "unbroken".repeat(20);

    @ParameterizedTest
    @MethodSource("canyon.browser.Screen#all")
    void the_page_is_never_wider_than_the_screen(Screen screen, Browser browser, DemoServer demo) throws IOException {
        DemoPage page = DemoPage.open(browser, demo, new Choice("2", "auto"));
        BrowserWindow window = page.window();
        window.show(screen);

        page.publish("order.shipped", "{\"id\": 7, \"carrier\": \"Müller & Söhne\"}");
        page.awaitTick();
        window.photograph("demo-" + screen.device() + "-" + screen.scheme());
        page.publish(LONG, '"' + LONG + '"');
        page.awaitEvent(LONG, '"' + LONG + '"');
        DemoPerson.alice(page).awaitMembers("Alice", "Bob");
        DemoPerson.alice(page).say(LONG);
        DemoPerson.bob(page).awaitLastLine("Alice " + LONG);

        assertThat(window.evaluate(Long.class, "return innerWidth")).isEqualTo(screen.width());
        assertThat(window.evaluate(Long.class, "return document.documentElement.scrollWidth"))
                .isEqualTo(window.evaluate(Long.class, "return document.documentElement.clientWidth"));
    }
}
