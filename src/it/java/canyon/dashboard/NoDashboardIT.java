package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As most start: in production, without a password. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NoDashboardIT {
    private final CanyonServer canyon;
    private final Operator operator;

    NoDashboardIT(CanyonServer canyon) {
        this.canyon = canyon;
        this.operator = new Operator(canyon.http(), "127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /dashboard",
        "GET, /dashboard/",
        "GET, /dashboard/index.html",
        "GET, /dashboard/api/session",
        "POST, /dashboard/api/session",
        "GET, /dashboard/api/history",
        "GET, /dashboard/api/live",
        "DELETE, /dashboard/api/connections/1.1"
    })
    void there_is_nothing_under_its_path(String method, String path) throws IOException {
        HttpAnswer answer = operator.call(method, path, Operator.basic(""), "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(operator.call(method, path, Map.of(), "").status()).isEqualTo(404);
    }

    @Test
    void the_log_says_why_once() throws IOException {
        assertThat(canyon.log()).containsOnlyOnce("there is no dashboard: canyon.admin.password is not set");
    }
}
