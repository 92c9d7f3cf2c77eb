package canyon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.ProxyKind;
import canyon.support.ReverseProxy;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reverse proxy with the file of server-config passes on, and what not; a stand-in tells. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
abstract class PassingOn {
    private final ProxyKind kind;
    private final Upstream upstream = Upstream.start();
    private final ReverseProxy proxy;
    private final Peer peer;

    PassingOn(ProxyKind kind) throws Exception {
        this.kind = kind;
        proxy = started(UnaryOperator.identity());
        peer = peer(proxy);
    }

    final ReverseProxy started(UnaryOperator<String> change) throws Exception {
        return ReverseProxy.start(kind, upstream.port(), change);
    }

    static Peer peer(ReverseProxy proxy) {
        return new Peer(proxy.port(), "127.0.0.1", proxy.tls());
    }

    final int upstreamPort() {
        return upstream.port();
    }

    @AfterAll
    void close() throws IOException {
        proxy.close();
        upstream.close();
    }

    @Test
    void canyon_is_told_who_asked_and_for_what() throws IOException {
        Map<String, String> forged = Map.of(
                "X-Forwarded-For", "203.0.113.7",
                "X-Forwarded-Proto", "gopher",
                "X-Forwarded-Host", "evil.test",
                "Forwarded", "for=203.0.113.7");

        String seen = peer.from("127.0.0.2")
                .call("GET", "/a%2Fb?c=%20d", forged, "")
                .answer()
                .body();

        assertThat(seen.lines())
                .contains(
                        upstream.port() + " /a%2Fb?c=%20d",
                        "Host: 127.0.0.1:" + proxy.port(),
                        "X-forwarded-for: 203.0.113.7, 127.0.0.2",
                        "X-forwarded-proto: https")
                .noneMatch(line -> line.startsWith("Forwarded"));
        assertThat(seen).containsPattern("X-forwarded-host: (evil.test, )?127.0.0.1:" + proxy.port() + "\n");
    }

    /** As the dashboard is told what happens; without an end, so that nothing could be waited for. */
    @Test
    void a_stream_of_events_arrives_at_once() throws Exception {
        HttpClient http = HttpClient.newBuilder().sslContext(proxy.tls()).build();
        HttpRequest request = HttpRequest.newBuilder(proxy.https().resolve("/stream"))
                .header("Accept", "text/event-stream")
                .header("Accept-Encoding", "gzip")
                .build();
        try (InputStream stream =
                http.send(request, BodyHandlers.ofInputStream()).body()) {
            assertThat(new String(stream.readNBytes(13), StandardCharsets.UTF_8))
                    .isEqualTo("event: sample");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ops",
                "/ops/",
                "/ops/metrics",
                "//ops/metrics",
                "/./ops/metrics",
                "/%6Fps/metrics",
                "/x/../ops/metrics",
                "/x/%2e%2e/ops/metrics",
                "/ops;x/metrics",
                "/ops%3Bx/metrics",
                "/;x/ops/metrics",
                "/apps/..;/ops/metrics",
                "/apps/..;x=1/ops/metrics",
                "/apps/.;/../ops/metrics",
                "/apps/..%3B/ops/metrics",
                "/apps%2F..%2Fops/metrics",
                "/apps%2F%2e%2e%2Fops/metrics",
                "/dashboard",
                "/dashboard/api/live",
                "/canyon/ops/metrics",
                "/canyon/dashboard/",
                "/canyon;x/ops/metrics"
            })
    void what_operators_use_is_not_published(String path) throws IOException {
        HttpAnswer answer = peer.get(path).answer();

        assertThat(answer.status()).isIn(400, 403, 404);
        assertThat(answer.body()).doesNotContain("Host: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/opsy",
                "/apps/ops/channels/private-a;b",
                "/socket.io/?x=/../ops/",
                "/apps/a/channels/..a",
                "/apps/a/channels/dashboard"
            })
    void everything_else_is(String path) throws IOException {
        assertThat(peer.get(path).answer().body()).startsWith(upstream.port() + " " + path + "\n");
    }

    @Test
    void at_a_path_only_what_is_below_it_reaches_canyon() throws Exception {
        try (ReverseProxy moved = started(this::atCanyon)) {
            Peer through = peer(moved);

            assertThat(through.get("/canyon/app/key").answer().body()).contains(" /canyon/app/key\n");
            assertThat(through.get("/app/key").answer().body()).doesNotContain("Host: ");
            assertThat(through.get("/canyon/ops/metrics").answer().body()).doesNotContain("Host: ");
        }
    }

    /** The change that the README tells. */
    abstract String atCanyon(String file);

    /** So that the tests of heartbeats test something. */
    @Test
    void what_is_silent_for_longer_than_its_time_out_is_given_up() throws Exception {
        try (ReverseProxy hasty = started(ProxyContract::hasty)) {
            assertThat(peer(hasty).get("/silence").answer().status()).isIn(502, 504);
        }
    }

    @Test
    void who_comes_without_tls_is_sent_to_it() throws IOException {
        HttpAnswer answer =
                new Peer(proxy.plainPort(), "127.0.0.1").get("/app/key?a=b").answer();

        assertThat(answer.status()).isIn(301, 308);
        assertThat(answer.header("Location")).startsWith("https://").endsWith("/app/key?a=b");
    }
}
