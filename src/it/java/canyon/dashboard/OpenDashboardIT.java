package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** In development mode, without a password, at a context path. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenDashboardIT {
    private CanyonServer canyon;

    @BeforeAll
    void start() throws IOException {
        canyon = CanyonServer.startAt("/canyon", Map.of("canyon.dev", "true"));
    }

    @AfterAll
    void stop() {
        canyon.close();
    }

    @Test
    void who_sits_at_this_machine_needs_no_password() throws IOException {
        Operator developer = operator();

        JsonObject session = Operator.json(developer.get("/canyon/dashboard/api/session"));

        assertThat(session.getBoolean("signedIn")).isTrue();
        assertThat(session.getBoolean("open")).isTrue();
        assertThat(developer.get("/canyon/dashboard/api/history").status()).isEqualTo(200);
        assertThat(developer
                        .call("POST", "/canyon/dashboard/api/events", Map.of(), "{}")
                        .status())
                .isEqualTo(403);
        assertThat(developer
                        .call(
                                "DELETE",
                                "/canyon/dashboard/api/session",
                                Map.of("X-Canyon-CSRF", session.getString("csrf")),
                                "")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void for_everybody_else_there_is_nothing() throws IOException {
        for (String path : new String[] {"", "/", "/index.html", "/api/session", "/api/history", "/api/live"}) {
            assertThat(operator()
                            .call("GET", "/canyon/dashboard" + path, Map.of("X-Forwarded-For", "192.0.2.1"), "")
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    private Operator operator() {
        return new Operator(canyon.http(), "127.0.0.1");
    }
}
