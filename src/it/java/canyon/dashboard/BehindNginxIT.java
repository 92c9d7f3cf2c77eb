package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Behind;
import canyon.support.CanyonServer;
import canyon.support.ProxyKind;
import canyon.support.ReverseProxy;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import canyon.wire.SignedApi;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** The dashboard through the nginx of server-config, opened for this machine as its README tells. */
@Behind(ProxyKind.NGINX)
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class BehindNginxIT {
    private static final String PASSWORD = "hunter2";
    private static final String CLOSED = """
            return 404;
                    # For those who may: the next three lines instead.
                    # allow 10.0.0.0/8;
                    # deny all;
                    # proxy_pass http://canyon;
            """;

    private CanyonServer canyon;

    @BeforeAll
    void start() throws IOException {
        canyon = CanyonServer.start(Map.of(
                "canyon.admin.password", PASSWORD,
                "canyon.app.id", "shop",
                "canyon.app.key", "shop-key",
                "canyon.app.secret", "shop-secret",
                "canyon.socketio.ping-interval", "PT1S"));
    }

    @AfterAll
    void stop() {
        canyon.close();
    }

    private static String opened(String file) {
        assertThat(file).contains(CLOSED);
        return file.replace(CLOSED, "allow 127.0.0.0/8;\ndeny all;\nproxy_pass http://canyon;\n");
    }

    private static String withoutTls(String file) {
        return opened(file).replace("listen 443 ssl http2;", "listen 443;").replaceAll("(?m)^ *ssl_.*\n", "");
    }

    private static Operator operator(ReverseProxy nginx) {
        return new Operator(URI.create(nginx.https() + "/"), new Peer(nginx.port(), "127.0.0.1", nginx.tls()));
    }

    @Test
    void what_happens_arrives_while_it_happens() throws Exception {
        try (ReverseProxy nginx =
                ReverseProxy.start(ProxyKind.NGINX, canyon.http().getPort(), BehindNginxIT::opened)) {
            Operator operator = operator(nginx);
            assertThat(operator.signIn(PASSWORD).header("Set-Cookie")).contains("; Secure");

            try (EventStream stream = operator.watch("?kind=PUBLISHED")) {
                assertThat(stream.status()).isEqualTo(200);
                stream.next("sample");
                HttpAnswer published = new SignedApi(
                                Peer.of(canyon), "", SignedApi.app("shop", "shop-key", "shop-secret"))
                        .post("/events", "{\"name\":\"Shipped\",\"channel\":\"orders\",\"data\":\"1\"}");
                assertThat(published.status()).as(published.body()).isEqualTo(200);

                assertThat(stream.next("happening").data()).contains("\"orders\"", "\"Shipped\"");
            }
        }
    }

    /** Without TLS, since the server would not believe the tests' own certificate; all else is as it is shipped. */
    @Test
    void the_self_test_finds_nothing_wrong() throws Exception {
        try (ReverseProxy nginx =
                ReverseProxy.start(ProxyKind.NGINX, canyon.http().getPort(), BehindNginxIT::withoutTls)) {
            URI url = URI.create("http://127.0.0.1:" + nginx.port() + "/");
            Operator operator = new Operator(url, "127.0.0.1").signedIn(PASSWORD);

            List<JsonObject> checks = selfTest(operator, "?long=true", url);

            assertThat(checks).allMatch(check -> check.getBoolean("ok"), "is fine");
            assertThat(checks)
                    .extracting(check -> check.getString("name"))
                    .containsExactly(
                            "Connection",
                            "WebSocket, Pusher",
                            "WebSocket, Socket.IO",
                            "Long-polling, Socket.IO",
                            "xhr_streaming, Pusher",
                            "HTTP API",
                            "X-Forwarded-For and -Proto",
                            "Long poll, as long as it may take");
            assertThat(checks).noneMatch(check -> check.toString().contains("no proxy is in between"));
        }
    }

    @Test
    void the_self_test_tells_of_a_certificate_that_is_not_trusted() throws Exception {
        try (ReverseProxy nginx =
                ReverseProxy.start(ProxyKind.NGINX, canyon.http().getPort(), BehindNginxIT::opened)) {
            Operator operator = operator(nginx).signedIn(PASSWORD);

            List<JsonObject> checks = selfTest(operator, "", nginx.https());

            assertThat(checks)
                    .singleElement()
                    .extracting(check -> check.getString("problem"))
                    .isEqualTo("the certificate is not trusted");
        }
    }

    private static List<JsonObject> selfTest(Operator operator, String query, URI url) throws IOException {
        HttpAnswer answer = operator.send("POST", "/dashboard/api/self-test" + query, "{\"url\":\"" + url + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Operator.json(answer).getJsonArray("checks").getValuesAs(JsonObject.class);
    }
}
