package canyon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.clients.EchoClient;
import canyon.clients.FirstGeneration;
import canyon.clients.SocketIoClient;
import canyon.pusher.PusherClient;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.ProxyKind;
import canyon.support.ReverseProxy;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.RawWebSocket;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reverse proxy with the file of server-config leaves as it is, in front of the packaged WAR. */
abstract class ProxyContract extends SecureClients {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final int BODY_BYTES = 1_048_576;

    private final ProxyKind kind;
    private final CanyonServer canyon;
    private final ReverseProxy proxy;
    private final Peer peer;

    ProxyContract(ProxyKind kind, CanyonServer canyon, ReverseProxy proxy) {
        super(proxy.https(), proxy.trustStore(), peer(proxy));
        this.kind = kind;
        this.canyon = canyon;
        this.proxy = proxy;
        this.peer = peer(proxy);
    }

    private static Peer peer(ReverseProxy proxy) {
        return new Peer(proxy.port(), "127.0.0.1", proxy.tls());
    }

    /** The application is for clients with TLS only, which the proxy ends. */
    @Test
    void canyon_knows_whether_the_client_came_by_tls() throws IOException {
        try (PusherSocket secure = PusherSocket.to(peer);
                RawWebSocket plain = Peer.of(canyon).webSocket(PusherSocket.path(SignedApi.SHARED))) {
            assertThat(secure.id()).isNotEmpty();
            assertThat(plain.receive().toString()).contains("4000");
        }
    }

    @Test
    void a_stream_of_pusher_js_arrives_at_once() throws Exception {
        HttpClient http = HttpClient.newBuilder().sslContext(proxy.tls()).build();
        String session = "/pusher/app/" + CanyonServers.APP_KEY + "/1/" + UUID.randomUUID() + "/";
        HttpRequest request = HttpRequest.newBuilder(uri(session + "xhr_streaming?protocol=7&client=js"))
                .header("Accept-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (InputStream stream =
                http.send(request, BodyHandlers.ofInputStream()).body()) {
            readUntil(stream, "connection_established");
            String subscribe = "[\"{\\\"event\\\":\\\"pusher:subscribe\\\",\\\"data\\\":{\\\"channel\\\":\\\"" + channel
                    + "\\\"}}\"]";
            HttpAnswer sent =
                    peer.post(session + "xhr_send?protocol=7", subscribe).answer();
            assertThat(sent.status()).isEqualTo(204);
            readUntil(stream, "subscription_succeeded");

            publish(channel);

            readUntil(stream, "shipped");
        }
    }

    /** Returns when it has come: what a proxy holds back would never come, because the stream does not end. */
    private static void readUntil(InputStream stream, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (read.indexOf(text) < 0) {
            int length = stream.read(buffer);
            assertThat(length).as("the stream ended after " + read).isPositive();
            read.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
        }
    }

    /** In revision 3 a session belongs to the address that opened it. */
    @Test
    void canyon_knows_the_address_of_the_client() throws IOException {
        Peer owner = peer.from("127.0.0.2");
        Peer stranger = peer.from("127.0.0.3");
        String path = "/socket.io/?EIO=3&transport=polling";
        Matcher sid = SID.matcher(owner.get(path).answer().body());
        assertThat(sid.find()).isTrue();
        path += "&sid=" + sid.group(1);

        assertThat(stranger.post(path, "1:2").answer().body()).contains("Session ID unknown");
        Map<String, String> forged = Map.of("X-Forwarded-For", "127.0.0.2", "Forwarded", "for=127.0.0.2");
        assertThat(stranger.call("POST", path, forged, "1:2").answer().body()).contains("Session ID unknown");

        assertThat(owner.post(path, "1:2").answer().body()).isEqualTo("ok");
    }

    @Test
    void a_body_of_the_allowed_size_reaches_canyon_and_a_larger_one_is_refused() throws IOException {
        HttpAnswer allowed = api.post("/events", "x".repeat(BODY_BYTES));
        assertThat(allowed.status()).isEqualTo(400);
        assertThat(allowed.header("Content-Type")).startsWith("application/json");

        Map<String, String> length = Map.of("Content-Length", String.valueOf(BODY_BYTES + 1));
        HttpAnswer refused = peer.call("POST", "/apps/" + CanyonServers.APP_ID + "/events", length, "")
                .answer();
        assertThat(refused.status()).isEqualTo(413);
    }

    @Test
    void the_name_of_a_channel_may_have_a_slash() throws IOException {
        HttpAnswer answer = api.get("/channels/a%2Fb");

        // It came whole, since it is refused by its name.
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("a/b");
    }

    /** With a proxy that gives up after 3 seconds of silence, and a Canyon that pings each second. */
    @Test
    void heartbeats_keep_clients_that_hear_nothing() throws Exception {
        try (ReverseProxy hasty = ReverseProxy.start(kind, canyon.http().getPort(), ProxyContract::hasty);
                EchoClient first = FirstGeneration.client();
                EchoClient firstPolling = FirstGeneration.client();
                EchoClient second = new SocketIoClient();
                EchoClient secondPolling = new SocketIoClient();
                PusherClient pusher = pusher(hasty.https())) {
            trust(hasty.trustStore());
            join(first, hasty.https(), "websocket");
            join(firstPolling, hasty.https(), "polling");
            join(second, hasty.https(), "websocket");
            join(secondPolling, hasty.https(), "polling");
            pusher.connect();
            pusher.join(channel);
            String id = pusher.id();

            pollThrough(peer(hasty), Duration.ofSeconds(7));
            publish(channel);

            for (EchoClient client : List.of(first, firstPolling, second, secondPolling)) {
                assertThat(client.await().event()).isEqualTo("shipped");
            }
            assertThat(pusher.hear()).startsWith("shipped ");
            // Else it came back, since it does so by itself.
            assertThat(pusher.id()).isEqualTo(id);
        }
    }

    /** A client whose every poll is answered in time, for so long. */
    private static void pollThrough(Peer through, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        String path = "/socket.io/?EIO=4&transport=polling";
        Matcher sid = SID.matcher(through.get(path).answer().body());
        assertThat(sid.find()).isTrue();
        path += "&sid=" + sid.group(1);
        assertThat(through.post(path, "40").answer().status()).isEqualTo(200);
        while (System.nanoTime() - end < 0) {
            HttpAnswer poll = through.get(path).answer();
            assertThat(poll.status()).as(poll.body()).isEqualTo(200);
            through.post(path, "3").answer();
        }
        through.post(path, "1").answer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/socket.io/socket.io.js"})
    void what_browsers_load_is_served(String path) throws IOException {
        assertThat(peer.get(path).answer().status()).isEqualTo(200);
    }

    private URI uri(String path) {
        return proxy.https().resolve(path);
    }

    static String hasty(String file) {
        return file.replace("timeout=180", "timeout=3").replace("180s", "3s");
    }
}
