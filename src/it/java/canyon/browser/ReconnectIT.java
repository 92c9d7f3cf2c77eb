package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReconnectIT {
    /**
     * What a browser says when the server goes, while nobody listens, and while Payara, without an application yet,
     * says 404, 500 and 503.
     */
    static final String NOT_THERE =
            ".*(net::ERR_(CONNECTION_[A-Z]+|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)"
                    + "|Connection closed before receiving a handshake response"
                    + "|WebSocket is closed before the connection is established[.]"
                    + "|status of (404|500|503) .*|Unexpected response code: (404|500|503))";

    @Test
    void every_page_comes_back_by_itself_after_a_restart(Browser browser, DemoServer demo) throws IOException {
        List<DemoPage> pages =
                Choice.all().map(choice -> DemoPage.open(browser, demo, choice)).toList();
        List<String> socketIds = pages.stream().map(DemoPage::socketId).toList();
        pages.forEach(page -> page.window().evaluate(Boolean.class, "return window.sinceTheStart = true"));

        demo.canyon().close();
        pages.forEach(page -> page.window().awaitText("state", "reconnecting"));
        demo.canyon().restart();
        pages.forEach(DemoPage::awaitConnectedAgain);
        pages.forEach(page -> page.awaitSubscribed("demo-feed"));

        demo.publishAsLaravel("demo-feed", "after", "{\"id\":8}");
        pages.forEach(page -> page.awaitEvent("after", "{\"id\":8}"));
        assertThat(pages)
                .extracting(DemoPage::socketId)
                .doesNotContainAnyElementsOf(socketIds)
                .doesNotHaveDuplicates();
        assertThat(pages)
                .allMatch(page -> page.window().evaluate(Boolean.class, "return window.sinceTheStart === true"));
        assertThat(browser.takeConsoleErrors()).isNotEmpty().allMatch(error -> error.matches(NOT_THERE));
    }
}
