package canyon.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import canyon.app.App;
import canyon.ops.Scrape.Metric;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import canyon.wire.Listener;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The metrics of the packaged WAR, with clients of each protocol. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class MetricsIT {
    private static final Metric NEW_CONNECTIONS = new Metric("new_connections_total");
    private static final Metric NEW_DISCONNECTIONS = new Metric("new_disconnections_total");
    private static final Metric CONNECTED = new Metric("connected");
    private static final Metric RECEIVED = new Metric("ws_messages_received_total");
    private static final Metric RECEIVED_BYTES = new Metric("socket_received_bytes");
    private static final Metric SENT = new Metric("ws_messages_sent_total");
    private static final Metric SENT_BYTES = new Metric("socket_transmitted_bytes");
    private static final Metric SUBSCRIPTIONS = new Metric("channel_subscriptions_total");
    private static final Metric PUBLISHED = new Metric("published_total");
    private static final Metric CLIENT_EVENTS = new Metric("client_events_total");
    private static final Metric DENIED = new Metric("denied_total");
    private static final Metric CONNECTION_ERRORS = new Metric("connection_errors_total");
    private static final Metric CALLS = new Metric("http_calls_received_total");
    private static final Metric CALL_BYTES = new Metric("http_received_bytes");
    private static final Metric ANSWER_BYTES = new Metric("http_transmitted_bytes");

    private static final App OTHER = SignedApi.app("other");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Peer peer;
    private final SignedApi api;

    MetricsIT(CanyonServer canyon) {
        this.peer = Peer.of(canyon);
        this.api = new SignedApi(peer, "", OTHER);
    }

    @Test
    void a_client_of_Pushers_is_counted_from_its_coming_to_its_end() throws IOException {
        Scrape before = Scrape.of(peer);
        try (PusherSocket alice = PusherSocket.to(peer, OTHER);
                PusherSocket bob = PusherSocket.to(peer, OTHER)) {
            alice.join("private-counted");
            bob.join("private-counted");
            alice.clientEvent("private-counted", "client-typing", "{}");
            bob.hear("client-typing");
            bob.subscribe("private-wrong", null, "other-key:00");
            bob.hear("pusher:subscription_error");

            Scrape now = await(scrape -> grew(before, scrape, SENT) >= 6);

            assertThat(grew(before, now, NEW_CONNECTIONS)).isEqualTo(2);
            assertThat(now.value(CONNECTED, OTHER.id())).isGreaterThanOrEqualTo(2);
            assertThat(grew(before, now, RECEIVED)).isEqualTo(4);
            assertThat(grew(before, now, RECEIVED_BYTES)).isGreaterThan(200);
            assertThat(grew(before, now, SENT)).isEqualTo(6);
            assertThat(grew(before, now, SENT_BYTES)).isGreaterThan(400);
            assertThat(grew(before, now, SUBSCRIPTIONS)).isEqualTo(2);
            assertThat(grew(before, now, CLIENT_EVENTS)).isEqualTo(1);
            assertThat(grew(before, now, DENIED)).isEqualTo(1);
        }

        await(scrape -> grew(before, scrape, NEW_DISCONNECTIONS) >= 2);
    }

    @Test
    void an_event_over_HTTP_is_counted_with_its_call_and_with_who_hears_it() throws IOException {
        try (PusherSocket alice = PusherSocket.to(peer, OTHER)) {
            alice.subscribe("news");
            alice.hear("pusher_internal:subscription_succeeded");
            Scrape before = Scrape.of(peer);
            String event = "{\"name\":\"E\",\"channel\":\"news\",\"data\":\"1\"}";

            assertThat(api.post("/events", event).status()).isEqualTo(200);
            assertThat(api.get("/channels").status()).isEqualTo(200);
            alice.hear("E");

            Scrape now = await(scrape -> grew(before, scrape, SENT) == 1 && grew(before, scrape, CALLS) == 2);
            assertThat(grew(before, now, PUBLISHED)).isEqualTo(1);
            assertThat(grew(before, now, CALL_BYTES)).isEqualTo(event.length());
            assertThat(grew(before, now, ANSWER_BYTES)).isGreaterThan("{}".length());
        }
    }

    @Test
    void clients_of_SocketIO_are_counted_by_WebSocket_and_by_polling() throws IOException {
        String app = CanyonServers.APP_ID;
        Scrape before = Scrape.of(peer);
        try (Listener listener = Listener.on(peer, "counted")) {
            Scrape now = await(scrape -> grew(before, scrape, SUBSCRIPTIONS, app) >= 1);
            assertThat(grew(before, now, NEW_CONNECTIONS, app)).isGreaterThanOrEqualTo(1);
            assertThat(grew(before, now, RECEIVED, app)).isGreaterThanOrEqualTo(1);

            Scrape between = Scrape.of(peer);
            String opened =
                    peer.get("/socket.io/?EIO=4&transport=polling").answer().body();
            String path =
                    "/socket.io/?EIO=4&transport=polling&sid=" + opened.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
            String subscribe = "42[\"subscribe\",{\"channel\":\"counted\"}]";
            peer.post(path, "40").answer();
            peer.get(path).answer();
            peer.post(path, subscribe).answer();
            Scrape polling = await(scrape -> grew(between, scrape, SUBSCRIPTIONS, app) >= 1);
            assertThat(grew(between, polling, NEW_CONNECTIONS, app)).isEqualTo(1);
            // Without the type that Engine.IO puts in front.
            assertThat(grew(between, polling, RECEIVED_BYTES, app)).isEqualTo(subscribe.length() - 1);

            peer.post(
                            "/apps/" + app + "/events?auth_key=" + CanyonServers.API_KEY,
                            "{\"name\":\"E\",\"data\":1,\"channel\":\"counted\"}")
                    .answer();
            assertThat(peer.get(path).answer().body()).isEqualTo("42[\"E\",\"counted\",1]");
            assertThat(listener.hear()).isEqualTo("42[\"E\",\"counted\",1]");
            Scrape heard = await(scrape -> grew(polling, scrape, SENT, app) >= 2);
            assertThat(grew(polling, heard, SENT_BYTES, app)).isGreaterThan(40);
            peer.post(path, "1").answer();
        }
        await(scrape -> grew(before, scrape, NEW_DISCONNECTIONS, app) >= 2);
    }

    @Test
    void who_is_not_let_in_is_counted_too() throws IOException {
        Scrape before = Scrape.of(peer);
        App disabled = SignedApi.app("disabled");

        peer.webSocket(PusherSocket.path(disabled)).close();

        await(scrape -> grew(before, scrape, CONNECTION_ERRORS, disabled.id()) == 1);
    }

    @Test
    void scrapes_among_many_events_hold_up_nobody_and_are_whole() throws Exception {
        int events = 500;
        String app = CanyonServers.APP_ID;
        try (Listener listener = Listener.on(peer, "busy")) {
            Scrape before = Scrape.of(peer);
            CompletableFuture<Void> publisher = CompletableFuture.runAsync(() -> publish(events));

            int scrapes = 0;
            Scrape last = before;
            while (!publisher.isDone() || scrapes < 20) {
                Scrape now = Scrape.of(peer);
                assertThat(now.samples().keySet()).containsAll(before.samples().keySet());
                for (Metric counter : List.of(PUBLISHED, SENT, SENT_BYTES, CALLS)) {
                    assertThat(grew(last, now, counter, app)).as(counter.name()).isNotNegative();
                }
                last = now;
                scrapes++;
            }
            publisher.get();

            for (int i = 0; i < events; i++) {
                assertThat(listener.hear()).isEqualTo("42[\"E\",\"busy\"," + i + "]");
            }
            Scrape after = await(
                    scrape -> grew(before, scrape, SENT, app) == events && grew(before, scrape, CALLS, app) == events);
            assertThat(grew(before, after, PUBLISHED, app)).isEqualTo(events);
            assertThat(after.value(new Metric("broadcast_latency_ms_count"))).isPositive();
            assertThat(after.value(new Metric("redis_connected"))).isEqualTo(1);
            assertThat(after.value(new Metric("ready"))).isEqualTo(1);
        }
    }

    private void publish(int events) {
        try {
            for (int i = 0; i < events; i++) {
                HttpAnswer answer = peer.post(
                                "/apps/" + CanyonServers.APP_ID + "/events?auth_key=" + CanyonServers.API_KEY,
                                "{\"name\":\"E\",\"data\":\"" + i + "\",\"channel\":\"busy\"}")
                        .answer();
                assertThat(answer.status()).isEqualTo(200);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_crowd_of_scrapers_gets_the_whole_of_it_or_is_told_to_come_again() {
        List<CompletableFuture<HttpAnswer>> scrapes = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::scrape, task -> new Thread(task).start()))
                .toList();

        List<HttpAnswer> answers = scrapes.stream().map(CompletableFuture::join).toList();

        assertThat(answers).anyMatch(answer -> answer.status() == 200).allSatisfy(answer -> {
            if (answer.status() == 200) {
                assertThat(Scrape.parse(answer.body()).value(new Metric("ready")))
                        .isEqualTo(1);
            } else {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
        });
    }

    private HttpAnswer scrape() {
        try {
            return peer.get("/ops/metrics").answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_stranger_behind_a_proxy_finds_nothing_here() throws IOException {
        Map<String, String> proxied = Map.of("X-Forwarded-For", "203.0.113.9");

        HttpAnswer refused = peer.call("GET", "/ops/metrics", proxied, "").answer();
        HttpAnswer nothing = peer.call("GET", "/ops/nothing", proxied, "").answer();

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body()).isEqualTo(nothing.body());
        assertThat(peer.call("GET", "/ops/ready", proxied, "").answer().status())
                .isEqualTo(200);
    }

    @Test
    void nothing_can_be_sent_there() throws IOException {
        HttpAnswer refused = peer.post("/ops/metrics", "x").answer();

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(peer.call("HEAD", "/ops/metrics", Map.of(), "").answer().status())
                .isEqualTo(200);
    }

    @Test
    void Prometheuss_own_library_for_Python_reads_it_where_it_is_installed() throws Exception {
        Path text = Files.writeString(
                Path.of("target", "it", "metrics.txt"),
                peer.get("/ops/metrics").answer().body());
        Path open = Files.writeString(
                Path.of("target", "it", "openmetrics.txt"),
                peer.call("GET", "/ops/metrics", Map.of("Accept", "application/openmetrics-text"), "")
                        .answer()
                        .body());
        boolean isRequired = Boolean.parseBoolean(System.getenv("CANYON_REQUIRE_PROMETHEUS"));
        // A Python of one's own, first in the PATH, does not see the packages of Debian's.
        String python = runs("python3", "import prometheus_client").isEmpty() ? "python3" : "/usr/bin/python3";
        assumeTrue(
                isRequired || runs(python, "import prometheus_client").isEmpty(), "prometheus_client is not installed");

        assertThat(read(python, "prometheus_client.parser", text)).isEqualTo("[1.0]");
        assertThat(read(python, "prometheus_client.openmetrics.parser", open)).isEqualTo("[1.0]");
    }

    /** What Prometheus's own library finds in the file: whether the node is ready. */
    private static String read(String python, String parser, Path file) throws Exception {
        return runs(
                python,
                "import " + parser + " as p; print([s.value for f in p.text_string_to_metric_families(open('" + file
                        + "').read()) for s in f.samples if s.name == 'canyon_ready'])");
    }

    /** Returns what it prints: nothing if it is content. */
    private static String runs(String python, String program) throws Exception {
        try {
            Process process = new ProcessBuilder(python, "-c", program)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "no Python";
        }
    }

    private Scrape await(Predicate<Scrape> wanted) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Scrape scrape = Scrape.of(peer);
        while (!wanted.test(scrape)) {
            assertThat(System.nanoTime() - end).as("%s", scrape).isNegative();
            pause();
            scrape = Scrape.of(peer);
        }
        return scrape;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double grew(Scrape before, Scrape after, Metric metric) {
        return grew(before, after, metric, OTHER.id());
    }

    private static double grew(Scrape before, Scrape after, Metric metric, String app) {
        return after.value(metric, app) - before.value(metric, app);
    }
}
