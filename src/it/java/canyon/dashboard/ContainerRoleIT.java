package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Accounts;
import canyon.support.CanyonServer;
import canyon.wire.HttpAnswer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The application server says who somebody is, and Canyon asks for the role. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainerRoleIT {
    private static final String SESSION = "/dashboard/api/session";

    private CanyonServer canyon;

    @BeforeAll
    void start() throws IOException {
        canyon = CanyonServer.start(Map.of("canyon.admin.auth", "container", "canyon.metrics.access", "admin"));
    }

    @AfterAll
    void stop() {
        canyon.close();
    }

    @Test
    void a_stranger_is_asked_for_a_password_by_the_server() throws IOException {
        for (String path : new String[] {"/dashboard/", SESSION, "/dashboard/api/history", "/dashboard/api/live"}) {
            HttpAnswer answer = operator().get(path);

            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).as(path).startsWithIgnoringCase("Basic");
            assertThat(answer.header("Content-Security-Policy")).as(path).isNotEmpty();
        }
    }

    @Test
    void who_has_the_role_comes_in_and_needs_the_token_to_change_anything() throws IOException {
        Map<String, String> basic = Operator.basic(Accounts.OPERATOR, Accounts.PASSWORD);
        Operator operator = operator();

        HttpAnswer answer = operator.call("GET", SESSION, basic, "");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonObject session = Operator.json(answer);
        assertThat(session.getString("auth")).isEqualTo("container");
        assertThat(session.getString("user")).isEqualTo(Accounts.OPERATOR);
        for (int i = 0; i < 20; i++) {
            assertThat(operator.call("GET", "/dashboard/api/history", basic, "").status())
                    .isEqualTo(200);
        }
        assertThat(operator.call("DELETE", SESSION, basic, "").status()).isEqualTo(403);
        Map<String, String> withToken = new HashMap<>(basic);
        withToken.put("X-Canyon-CSRF", session.getString("csrf"));
        assertThat(operator.call("DELETE", SESSION, withToken, "").status()).isEqualTo(204);
    }

    @Test
    void who_has_not_the_role_stays_out() throws IOException {
        HttpAnswer answer = operator()
                .call("GET", "/dashboard/api/history", Operator.basic(Accounts.VISITOR, Accounts.PASSWORD), "");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("canyon-admin");
    }

    @Test
    void metrics_are_for_the_same_people() throws IOException {
        assertThat(metrics(Operator.basic(Accounts.OPERATOR, Accounts.PASSWORD)))
                .isEqualTo(200);
        assertThat(metrics(Operator.basic(Accounts.VISITOR, Accounts.PASSWORD))).isEqualTo(404);
        assertThat(metrics(Operator.basic(Accounts.OPERATOR, "wrong"))).isEqualTo(404);
        assertThat(metrics(Map.of())).isEqualTo(404);
    }

    private int metrics(Map<String, String> headers) throws IOException {
        return operator().call("GET", "/ops/metrics", headers, "").status();
    }

    @Test
    void a_wrong_password_a_hundred_times_is_slowed_down() throws IOException {
        Operator guesser = new Operator(canyon.http(), "127.0.0.66");
        HttpAnswer last = guesser.get(SESSION);
        for (int i = 0; i < 100; i++) {
            last = guesser.call("GET", SESSION, Operator.basic(Accounts.OPERATOR, "guess " + i), "");
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
        assertThat(operator()
                        .call("GET", SESSION, Operator.basic(Accounts.OPERATOR, Accounts.PASSWORD), "")
                        .status())
                .isEqualTo(200);
    }

    private Operator operator() {
        return new Operator(canyon.http(), "127.0.0.1");
    }
}
