package canyon.imported;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.clients.EchoClient;
import canyon.clients.SocketIoClient;
import canyon.support.Apart;
import canyon.support.CanyonServer;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import canyon.wire.Laravel;
import canyon.wire.Packets;
import canyon.wire.Peer;
import com.pusher.rest.Pusher;
import com.pusher.rest.data.Result;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** An installation of laravel-echo-server that has become one of Canyon: nothing is given but its file. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EchoServerFileIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String ID = "a1b2c3d4e5f60718";
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String PASSWORD = "hunter2";
    private static final String CHANNEL = "private-orders";
    private static final String EVENT = "App\\Events\\OrderShipped";
    private static final String BODY =
            "{\"channel\":\"" + CHANNEL + "\",\"name\":\"App\\\\Events\\\\OrderShipped\",\"data\":{\"n\":%d}}";

    private RedisServerFixture redis;
    private LaravelApp app;
    private CanyonServer canyon;
    private Peer peer;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        redis = RedisServerFixture.start();
        app = LaravelApp.start();
        Path file = Samples.copy(
                folder,
                "laravel-echo-server.json",
                "\"redis\": {}",
                "\"redis\": {\"port\": \"" + redis.port() + "\"}",
                "http://localhost\"",
                app.uri() + "\"");
        canyon = CanyonServer.start(Map.of("canyon.import", file.toString(), "canyon.admin.password", PASSWORD));
        peer = Peer.of(canyon);
    }

    @AfterAll
    void stop() throws IOException {
        canyon.close();
        app.close();
        redis.close();
    }

    /** The client that people have beside laravel-echo-server. */
    private static EchoClient firstGeneration() throws ReflectiveOperationException {
        return (EchoClient) Apart.load(SocketIoClient.class, Path.of("target", "socketio-client-1"), EchoClient.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private void join(EchoClient client, String channel) throws Exception {
        client.connect(canyon.http(), "websocket");
        client.listenTo(EVENT);
        client.subscribe(channel, "good:1");
        String path = "/apps/" + ID + "/channels/" + channel;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!call("GET", path, "").body().contains("\"occupied\":true")) {
            assertThat(System.nanoTime()).as("in the channel").isLessThan(deadline);
        }
    }

    private HttpAnswer call(String method, String path, String body) throws IOException {
        return peer.call(method, path, Map.of("Authorization", "Bearer " + KEY), body)
                .answer();
    }

    @Test
    void its_client_hears_what_is_published_in_each_of_its_ways() throws Exception {
        try (EchoClient client = firstGeneration();
                Laravel laravel = Laravel.with(redis)) {
            join(client, CHANNEL);

            laravel.event(CHANNEL, EVENT, "{\"n\":1}");
            assertThat(client.await().arguments()).isEqualTo("[" + CHANNEL + ", {\"n\":1}]");

            HttpAnswer published = call("POST", "/apps/" + ID + "/events", BODY.formatted(2));
            assertThat(published.body()).isEqualTo("{\"message\":\"ok\"}");
            assertThat(client.await().arguments()).isEqualTo("[" + CHANNEL + ", {\"n\":2}]");

            peer.call("POST", "/apps/" + ID + "/events?auth_key=" + KEY, Map.of(), BODY.formatted(3))
                    .answer();
            assertThat(client.await().arguments()).isEqualTo("[" + CHANNEL + ", {\"n\":3}]");
        }
    }

    /** Where no keyPrefix is configured, people listen to the whole name. */
    @Test
    void a_channel_with_laravels_prefix_keeps_its_name() throws Exception {
        try (EchoClient client = firstGeneration();
                Laravel laravel = Laravel.with(redis)) {
            join(client, "laravel_database_orders");

            laravel.event("laravel_database_orders", EVENT, "{\"n\":5}");

            assertThat(client.await().arguments()).isEqualTo("[laravel_database_orders, {\"n\":5}]");
        }
    }

    /** As its README says: the client's key is the key, a secret is not required. */
    @Test
    void laravels_pusher_driver_publishes_with_the_clients_key_and_any_secret() throws Exception {
        Pusher driver = new Pusher(ID, KEY, "nobody knows it");
        driver.setHost("127.0.0.1:" + peer.port());
        Pusher stranger = new Pusher(ID, "guess", "nobody knows it");
        stranger.setHost("127.0.0.1:" + peer.port());
        try (EchoClient client = firstGeneration()) {
            join(client, "private-driver");

            Result refused = stranger.trigger("private-driver", EVENT, Map.of("n", 0));
            Result published = driver.trigger("private-driver", EVENT, Map.of("n", 4));

            assertThat(refused.getHttpStatus()).isEqualTo(401);
            assertThat(published.getHttpStatus()).as(published.getMessage()).isEqualTo(200);
            assertThat(client.await().arguments()).isEqualTo("[private-driver, {\"n\":4}]");
        }
    }

    @Test
    void what_the_file_says_of_cors_holds_and_what_it_cannot_say_is_in_the_log() throws IOException {
        HttpAnswer answer = call("GET", "/apps/" + ID + "/status", "");

        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST");
        assertThat(canyon.log())
                .contains("canyon.import: port (")
                .contains("set its HTTP port to this one")
                .doesNotContain(KEY);
    }

    @Test
    void the_dashboard_tells_what_was_taken_from_where_and_what_was_not() throws IOException {
        String basic = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpAnswer answer = peer.call("GET", "/dashboard/api/settings", Map.of("Authorization", "Basic " + basic), "")
                .answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(KEY);
        JsonObject settings = Packets.value(answer.body()).asJsonObject();
        assertThat(settings.getJsonArray("imported").getValuesAs(JsonObject.class))
                .allMatch(taken -> taken.getString("from").endsWith("laravel-echo-server.json"))
                .extracting(taken -> taken.getString("name") + " is " + taken.getString("key"))
                .contains(
                        "authHost is canyon.auth.host",
                        "databaseConfig.redis is canyon.redis.url",
                        "clients[0] is application " + ID);
        assertThat(settings.getJsonArray("notImported").getValuesAs(JsonObject.class))
                .extracting(left -> left.getString("name"))
                .containsExactly("databaseConfig.sqlite.databasePath", "port", "secureOptions");
    }
}
