package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class UpgradeIT {
    private static final int EVENTS = 200;
    private static final String STEP = "step ";

    @ParameterizedTest
    @ValueSource(strings = {"2", "4"})
    void a_client_that_upgrades_loses_doubles_and_reorders_nothing(String client, Browser browser, DemoServer demo) {
        Steps steps = Steps.start(demo);
        try {
            DemoPage page = DemoPage.open(browser, demo, new Choice(client, "auto"));

            List<Integer> heard =
                    page.window().await(() -> heard(page), each -> each.size() >= EVENTS, EVENTS + " steps");

            assertThat(heard)
                    .containsExactlyElementsOf(IntStream.rangeClosed(heard.get(0), heard.get(heard.size() - 1))
                            .boxed()
                            .toList());
        } finally {
            steps.stop();
        }
    }

    private static List<Integer> heard(DemoPage page) {
        return page.events().stream()
                .filter(event -> event.startsWith(STEP))
                .map(event -> Integer.valueOf(event.substring(STEP.length())))
                .toList();
    }
}
