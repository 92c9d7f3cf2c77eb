package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OPTIONS is answered as laravel-echo-server 1.6.3 did: without a key, because a browser's preflight carries none. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OptionsApiIT {
    private static final String APP = "/apps/" + CanyonServers.APP_ID;

    private final Peer peer;

    OptionsApiIT(CanyonServer canyon) {
        this.peer = Peer.of(canyon);
    }

    @ParameterizedTest
    @CsvSource({
        "/status, 'GET,HEAD'",
        "/channels, 'GET,HEAD'",
        "/channels/news, 'GET,HEAD'",
        "/channels/presence-r/users, 'GET,HEAD'",
        "/events, POST"
    })
    void it_tells_the_methods_of_a_route_to_everybody(String route, String methods) throws IOException {
        for (String key : new String[] {"", "wrong", CanyonServers.API_KEY}) {
            HttpAnswer answer = peer.call("OPTIONS", APP + route, Map.of("Authorization", key), "")
                    .answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Allow").replace(" ", "")).isEqualTo(methods);
            assertThat(answer.header("Content-Type").replace(" ", "")).isEqualTo("text/html;charset=utf-8");
            assertThat(answer.body()).isEqualTo(methods);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/apps", "/apps/application.wadl", APP, APP + "/nothing", APP + "/channels/news/nothing"})
    void it_is_no_route_where_there_is_none(String path) throws IOException {
        HttpAnswer answer = peer.call("OPTIONS", path, Map.of(), "").answer();

        assertThat(answer.status()).isEqualTo(404);
        ApiAnswer.assertJson(answer);
    }

    @Test
    void without_cors_no_other_origin_is_allowed() throws IOException {
        HttpAnswer answer = peer.call("OPTIONS", APP + "/events", Map.of("Origin", "http://shop.test"), "")
                .answer();

        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control-"));
    }
}
