package canyon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pusher-js in a browser without WebSocket. */
@ExtendWith({Browsers.class, CanyonServers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class FallbackIT {
    private static final int EVENTS = 100;
    private static final String CONNECT = """
            window.WebSocket = undefined;
            window.echo = echoAs('%s', { enabledTransports: ['%s'] });
            window.connection = echo.connector.pusher.connection;""";

    private final Browser browser;
    private final DemoServer demo;

    FallbackIT(Browser browser, DemoServer demo) {
        this.browser = browser;
        this.demo = demo;
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr_streaming", "xhr_polling"})
    void a_page_of_another_origin_loses_doubles_and_reorders_nothing(String transport, CanyonServer elsewhere) {
        EchoPage page = EchoPage.open(browser, demo, EchoVersion.NEWEST, elsewhere.http());
        Steps steps = Steps.start(demo);
        try {
            page.run(CONNECT.formatted("", transport) + "echo.channel('demo-feed').listen('.step', hear('step'));");

            List<String> heard = page.window().await(page::heard, each -> each.size() >= EVENTS, EVENTS + " steps");

            int first = Integer.parseInt(heard.get(0).replace("step ", ""));
            assertThat(heard)
                    .containsExactlyElementsOf(IntStream.range(first, first + heard.size())
                            .mapToObj(step -> "step " + step)
                            .toList());
            assertThat(page.value("connection.connection.transport.name")).isEqualTo(transport);
        } finally {
            steps.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr_streaming", "xhr_polling"})
    void presence_and_whispers_are_as_by_websocket(String transport) {
        EchoPage alice = EchoPage.open(browser, demo);
        EchoPage bob = EchoPage.open(browser, demo);
        String join = """
                window.room = echo.join('%s').here((all) => hear('here')(all.map((member) => member.name).sort()))
                        .joining((member) => hear('joined')(member.name))
                        .leaving((member) => hear('left')(member.name))
                        .listenForWhisper('said', hear('said'));""".formatted("fallback-" + transport);
        alice.run("window.echo = echoAs('alice', {});" + join);
        alice.awaitHeard("here [\"Alice\"]");

        bob.run(CONNECT.formatted("bob", transport) + join);
        bob.awaitHeard("here [\"Alice\",\"Bob\"]");
        alice.awaitHeard("here [\"Alice\"]", "joined \"Bob\"");
        alice.run("room.whisper('said', 'to Bob');");
        bob.awaitHeard("here [\"Alice\",\"Bob\"]", "said \"to Bob\"");
        bob.run("room.whisper('said', 'to Alice');");
        alice.awaitHeard("here [\"Alice\"]", "joined \"Bob\"", "said \"to Alice\"");

        bob.run("echo.leave('%s');".formatted("fallback-" + transport));
        alice.awaitHeard("here [\"Alice\"]", "joined \"Bob\"", "said \"to Alice\"", "left \"Bob\"");
    }
}
