package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.HttpAnswer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(GuardedServer.Extension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AccessIT {
    private static final String SESSION = "/dashboard/api/session";

    private final GuardedServer server;
    private final Operator operator;

    AccessIT(GuardedServer server) {
        this.server = server;
        this.operator = server.operator();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dashboard/api",
                "/dashboard/api/",
                "/dashboard/api/history",
                "/dashboard/api/live",
                "/dashboard/api/overview",
                "/dashboard/api/settings",
                "/dashboard/x/../api/history",
                "/dashboard/%61pi/history",
                "/dashboard/api/session/x"
            })
    void a_stranger_learns_nothing(String path) throws IOException {
        HttpAnswer answer = operator.get(path);

        assertThat(answer.status()).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("points");
        if (answer.status() == 401) {
            assertThat(answer.body()).isEqualTo("{\"error\":\"Not signed in\"}");
        }
    }

    @Test
    void a_stranger_learns_how_to_sign_in() throws IOException {
        HttpAnswer answer = operator.get(SESSION);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(Operator.json(answer).getString("auth")).isEqualTo("password");
        assertThat(Operator.json(answer).getString("csrf")).hasSize(43);
        assertThat(answer.headers()).doesNotContainKey("WWW-Authenticate");
    }

    @Test
    void the_password_opens_a_session() throws IOException {
        operator.session();
        HttpAnswer answer = operator.send("POST", SESSION, "{\"password\":\"" + GuardedServer.PASSWORD + "\",\"x\":1}");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Set-Cookie")).matches("canyon-admin=[A-Za-z0-9_-]{43}; ?HttpOnly; ?SameSite=Strict");
        JsonObject session = operator.session();
        assertThat(session.keySet()).containsExactlyInAnyOrder("signedIn", "open", "auth", "csrf", "user");
        assertThat(session.getBoolean("signedIn")).isTrue();
        assertThat(session.getBoolean("open")).isFalse();
        assertThat(session.getString("user")).isEqualTo("admin");
        assertThat(operator.get("/dashboard/api/history").status()).isEqualTo(200);
    }

    @Test
    void a_browser_that_came_by_TLS_keeps_the_cookie_for_TLS() throws IOException {
        operator.session();
        HttpAnswer answer = operator.call(
                "POST",
                SESSION,
                Map.of("X-Canyon-CSRF", operator.csrf(), "X-Forwarded-Proto", "https"),
                "{\"password\":\"" + GuardedServer.PASSWORD + "\"}");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Set-Cookie")).contains("; Secure");
    }

    @Test
    void who_signs_out_is_a_stranger_again() throws IOException {
        operator.signedIn(GuardedServer.PASSWORD);
        String cookies = operator.cookieHeader();

        assertThat(operator.send("DELETE", SESSION, "").status()).isEqualTo(204);

        assertThat(operator.get("/dashboard/api/history").status()).isEqualTo(401);
        assertThat(server.operator()
                        .call("GET", "/dashboard/api/history", Map.of("Cookie", cookies), "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void nothing_changes_without_the_token_of_the_session() throws IOException {
        operator.signedIn(GuardedServer.PASSWORD);

        HttpAnswer without = operator.call("DELETE", SESSION, Map.of(), "");
        HttpAnswer others = operator.call("DELETE", SESSION, Map.of("X-Canyon-CSRF", "x".repeat(43)), "");
        HttpAnswer elsewhere = operator.call("POST", "/dashboard/api/events", Map.of(), "{}");

        assertThat(without.status()).isEqualTo(403);
        assertThat(without.body()).contains("X-Canyon-CSRF is missing or wrong");
        assertThat(others.status()).isEqualTo(403);
        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(operator.get("/dashboard/api/history").status()).isEqualTo(200);
    }

    @Test
    void nor_does_anybody_sign_in_without_the_token_of_the_form() throws IOException {
        String body = "{\"password\":\"" + GuardedServer.PASSWORD + "\"}";

        assertThat(operator.call("POST", SESSION, Map.of(), body).status()).isEqualTo(403);
        operator.session();
        assertThat(operator.call("POST", SESSION, Map.of(), body).status()).isEqualTo(403);
        assertThat(server.operator()
                        .call("POST", SESSION, Map.of("X-Canyon-CSRF", operator.csrf()), body)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_page_of_another_site_can_do_nothing_whatever_it_knows() throws IOException {
        operator.signedIn(GuardedServer.PASSWORD);
        String csrf = operator.csrf();

        assertThat(operator.call("DELETE", SESSION, Map.of("X-Canyon-CSRF", csrf, "Origin", "https://evil.test"), "")
                        .status())
                .isEqualTo(403);
        assertThat(operator.call("GET", "/dashboard/api/history", Map.of("Sec-Fetch-Site", "cross-site"), "")
                        .status())
                .isEqualTo(403);
        assertThat(operator.call("GET", "/dashboard/api/history", Map.of("Sec-Fetch-Site", "same-origin"), "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void every_answer_has_the_headers_that_protect_it() throws IOException {
        for (String path : new String[] {SESSION, "/dashboard/api/history", "/dashboard/", "/dashboard/none"}) {
            HttpAnswer answer = operator.get(path);

            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        }
        assertThat(operator.get(SESSION).header("Cache-Control")).isEqualTo("no-store");
        assertThat(operator.get("/dashboard/api/history").header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void the_page_is_one_folder_down_whatever_a_proxy_puts_in_front() throws IOException {
        HttpAnswer answer = operator.get("/dashboard");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).matches("(http://127\\.0\\.0\\.1:\\d+/)?dashboard/");
    }

    @Test
    void programs_may_read_with_the_password_but_change_nothing_with_it_alone() throws IOException {
        Map<String, String> right = Operator.basic(GuardedServer.PASSWORD);

        assertThat(operator.call("GET", "/dashboard/api/history", right, "").status())
                .isEqualTo(200);
        assertThat(server.operator()
                        .call("GET", "/dashboard/api/history", Operator.basic("guess"), "")
                        .status())
                .isEqualTo(401);
        assertThat(server.operator()
                        .call("POST", "/dashboard/api/events", right, "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void metrics_for_operators_alone_are_read_with_the_password() throws IOException {
        assertThat(operator.get("/ops/metrics").status()).isEqualTo(404);
        assertThat(operator.call("GET", "/ops/metrics", Operator.basic(GuardedServer.PASSWORD), "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_wrong_password_a_hundred_times_is_slowed_down_and_hinders_nobody_else() throws IOException {
        Operator guesser = new Operator(server.canyon().http(), "127.0.0.66");
        int looked = 0;
        int slowed = 0;
        HttpAnswer last = guesser.get(SESSION);
        for (int i = 0; i < 100; i++) {
            last = guesser.signIn("guess " + i);
            looked += last.status() == 401 ? 1 : 0;
            slowed += last.status() == 429 ? 1 : 0;
        }

        assertThat(looked + slowed).isEqualTo(100);
        // Five at once, and one after each wait of 1, 2, 4, 8 ... seconds.
        assertThat(looked).isBetween(5, 11);
        assertThat(last.status()).isEqualTo(429);
        assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
        assertThat(guesser.signIn(GuardedServer.PASSWORD).status()).isEqualTo(429);
        operator.signedIn(GuardedServer.PASSWORD);
        assertThat(server.canyon().log())
                .contains("wrong passwords for the dashboard: 1, the last from 127.0.0.")
                .doesNotContain("guess 1", GuardedServer.PASSWORD, server.hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"password\":7}", "{\"password\":null}", "password=x"})
    void what_is_no_password_is_said_to_be_none(String body) throws IOException {
        operator.session();

        HttpAnswer answer = operator.send("POST", SESSION, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Operator.json(answer).getString("error")).startsWith("password must be a text");
    }

    @Test
    void a_body_that_is_too_long_for_a_password_is_not_read() throws IOException {
        operator.session();

        HttpAnswer answer = operator.send("POST", SESSION, "{\"password\":\"" + "x".repeat(100_000) + "\"}");

        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void what_makes_the_hash_is_not_served() throws IOException {
        assertThat(operator.get("/canyon/config/HashPassword.class").status()).isEqualTo(404);
        assertThat(operator.get("/dashboard/../WEB-INF/web.xml").status()).isIn(400, 404);
    }
}
