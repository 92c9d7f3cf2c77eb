package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outside development mode, without a password: nothing of the dashboard is there, not even for this machine. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class GuardIT {
    private final Peer peer;

    GuardIT(CanyonServer canyon) {
        this.peer = Peer.of(canyon);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/overview",
        "GET,/apps",
        "POST,/apps",
        "PUT,/apps",
        "GET,/connections",
        "POST,/events",
        "POST,/self-test",
        "GET,/settings",
        "DELETE,/connections/1.2",
        "GET,/nothing"
    })
    void nobody_gets_in(String method, String path) throws IOException {
        HttpAnswer answer = new DashboardApi(peer).call(method, path, method.equals("POST") ? "{}" : "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("it-app", "secret");
    }
}
