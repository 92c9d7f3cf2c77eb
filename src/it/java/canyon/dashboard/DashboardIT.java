package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.clients.SocketIoClient;
import canyon.support.AuthAnswer;
import canyon.support.CanyonServer;
import canyon.support.LaravelApp;
import canyon.wire.HttpAnswer;
import canyon.wire.Listener;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.RawWebSocket;
import canyon.wire.SignedApi;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** In development mode, where whoever sits at the machine is an operator. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardIT implements AppsContract {
    private static final App CANYON = SignedApi.app("canyon", "canyon-key", "canyon-secret");
    private static final String APPS =
            "[{\"id\":\"shop\",\"key\":\"shop-key\",\"secret\":\"shop-secret\",\"colour\":\"red\"}]";

    private Path file;
    private LaravelApp laravel;
    private CanyonServer canyon;
    private Peer peer;
    private DashboardApi api;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        file = Files.writeString(folder.resolve("apps.json"), APPS);
        laravel = LaravelApp.start();
        canyon = CanyonServer.start(Map.of(
                "canyon.dev", "true",
                "canyon.auth.host", laravel.uri().toString(),
                "canyon.apps.file", file.toString()));
        peer = Peer.of(canyon);
        api = new DashboardApi(peer);
    }

    @AfterAll
    void stop() throws IOException {
        canyon.close();
        laravel.close();
    }

    @Test
    void the_overview_tells_what_the_node_is_and_who_is_connected() throws IOException {
        try (Listener socketIo = Listener.on(peer, "overview");
                PusherSocket pusher = PusherSocket.to(peer, CANYON)) {
            JsonObject overview = api.get("/overview");
            assertThat(socketIo).isNotEqualTo(pusher);

            assertThat(overview.getString("version")).isNotEqualTo("unknown");
            assertThat(overview.getString("server")).isNotEmpty();
            assertThat(overview.getBoolean("dev")).isTrue();
            assertThat(overview.getString("publicUrl")).startsWith("http://127.0.0.1:");
            assertThat(overview.getJsonObject("redis").getString("state")).isEqualTo("NONE");
            JsonObject connections = overview.getJsonObject("connections");
            assertThat(connections.getInt("total")).isGreaterThanOrEqualTo(2);
            assertThat(connections.getJsonObject("byProtocol").keySet()).contains("pusher", "socket.io 4");
            assertThat(connections.getJsonObject("byTransport").getInt("websocket"))
                    .isGreaterThanOrEqualTo(2);
            assertThat(overview.getInt("channels")).isPositive();
            assertThat(overview.getBoolean("draining")).isFalse();
        }
    }

    @Test
    void a_connection_is_shown_with_what_its_client_is() throws Exception {
        try (PusherSocket pusher = PusherSocket.to(peer, CANYON)) {
            pusher.send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"seen\"}}");
            await(() -> api.get("/channel?name=seen").getInt("subscriptions") == 1);

            JsonObject connection = api.get("/connections/" + pusher.id());

            assertThat(connection.getString("app")).isEqualTo("canyon");
            assertThat(connection.getString("protocol")).isEqualTo("pusher 7");
            assertThat(connection.getString("transport")).isEqualTo("websocket");
            assertThat(connection.getString("address")).isEqualTo("127.0.0.1");
            assertThat(connection.getInt("subscriptions")).isEqualTo(1);
            assertThat(connection.getJsonArray("channels").getString(0)).isEqualTo("seen");
            assertThat(ids(api.get("/connections?q=" + pusher.id()))).containsExactly(pusher.id());
            assertThat(ids(api.get("/connections?app=canyon&limit=1000"))).contains(pusher.id());
            assertThat(ids(api.get("/connections?app=shop"))).isEmpty();
            assertThat(api.error("GET", "/connections?app=nobody", "", 404)).contains("nobody");
            assertThat(api.error("GET", "/connections?limit=0", "", 422)).contains("limit");
        }
    }

    @Test
    void a_channel_is_shown_with_who_listens() throws Exception {
        try (PusherSocket pusher = PusherSocket.to(peer, CANYON);
                Listener socketIo = Listener.on(peer, "both")) {
            assertThat(socketIo).isNotEqualTo(pusher);
            pusher.send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"both\"}}");
            await(() -> api.get("/channel?name=both").getInt("subscriptions") == 2);

            JsonObject channel = api.get("/channel?app=canyon&name=both");

            assertThat(channel.getString("kind")).isEqualTo("public");
            assertThat(channel.getJsonArray("subscribers").getValuesAs(JsonObject.class))
                    .extracting(subscriber -> subscriber.getString("protocol"))
                    .containsExactlyInAnyOrder("pusher 7", "socket.io 4");
            assertThat(channel.get("lastEvent")).isEqualTo(JsonValue.NULL);
            assertThat(api.get("/channels?q=BOTH")
                            .getJsonArray("channels")
                            .getJsonObject(0)
                            .getString("name"))
                    .isEqualTo("both");
            assertThat(api.get("/channels?q=nothing-like-it").getInt("total")).isZero();
        }
    }

    @Test
    void an_event_that_is_published_reaches_the_clients() throws IOException {
        try (Listener socketIo = Listener.on(peer, "created")) {
            JsonObject answer = api.post("/events", """
                    {"app":"canyon","channels":["created"],"event":"X","data":{"n": 1.50}}""");

            assertThat(socketIo.hear()).isEqualTo("42[\"X\",\"created\",{\"n\": 1.50}]");
            assertThat(answer.getInt("subscribers")).isEqualTo(1);
        }
    }

    @Test
    void a_payload_that_is_no_JSON_is_refused_and_nothing_is_published() throws IOException {
        try (Listener socketIo = Listener.on(peer, "news")) {
            assertThat(api.error("POST", "/events", "{\"channels\":[\"news\"],\"event\":\"X\",\"data\":{\"n\":}}", 422))
                    .startsWith("The body is no JSON");
            assertThat(api.error("POST", "/events", "{\"channels\":[\"news\"],\"event\":\"X\",\"data\":\"{x\"}", 422))
                    .startsWith("data begins like JSON but is none");
            api.post("/events", "{\"channels\":[\"news\"],\"event\":\"Y\",\"data\":\"plain\"}");

            assertThat(socketIo.hear()).isEqualTo("42[\"Y\",\"news\",\"plain\"]");
        }
    }

    @Test
    void a_Pusher_client_that_is_sent_away_hears_4009_and_one_that_is_to_come_back_4200() throws IOException {
        try (PusherSocket gone = PusherSocket.to(peer, CANYON);
                PusherSocket back = PusherSocket.to(peer, CANYON)) {
            assertThat(api.call("DELETE", "/connections/" + gone.id(), "").status())
                    .isEqualTo(204);
            assertThat(api.call("DELETE", "/connections/" + back.id() + "?reconnect=true", "")
                            .status())
                    .isEqualTo(204);

            assertThat(gone.webSocket().receive()).hasToString("closed with 4009");
            assertThat(back.webSocket().receive()).hasToString("closed with 4200");
            assertThat(api.error("DELETE", "/connections/" + gone.id(), "", 404))
                    .contains("any more");
        }
    }

    @Test
    void a_Socket_IO_client_that_is_sent_away_is_told_that_it_left() throws Exception {
        try (RawWebSocket client = peer.webSocket("/socket.io/?EIO=4&transport=websocket")) {
            assertThat(client.receive().text()).startsWith("0{");
            client.send("40");
            String sid = client.receive().text().replaceAll(".*\"sid\":\"([^\"]*)\".*", "$1");
            await(() -> api.call("GET", "/connections/" + sid, "").status() == 200);

            assertThat(api.call("DELETE", "/connections/" + sid, "").status()).isEqualTo(204);

            assertThat(client.receive()).hasToString("41");
            assertThat(client.receive().toString()).startsWith("closed with");
        }
    }

    @Test
    void a_client_of_Socket_IO_is_shown_by_the_id_that_it_knows() throws Exception {
        SocketIoClient client = new SocketIoClient();
        client.connect(canyon.http(), "polling");
        try {
            JsonObject connection = api.get("/connections/" + client.id());

            assertThat(connection.getString("protocol")).isEqualTo("socket.io 4");
            assertThat(connection.getString("transport")).isEqualTo("polling");
            assertThat(connection.getString("userAgent")).isNotEmpty();
        } finally {
            client.close();
        }
    }

    @Test
    void an_authorization_is_tried_out_and_explained_without_secrets() throws IOException {
        laravel.answers("private-yes", AuthAnswer.of(200, "{\"auth\":\"canyon-key:0123456789abcdef\"}"));
        laravel.answers("private-login", AuthAnswer.redirect(302, URI.create("http://shop.test/login")));

        JsonObject yes = test("private-yes", "socket.io");
        JsonObject wrong = test("private-yes", "pusher");
        JsonObject login = test("private-login", "socket.io");

        assertThat(yes.getString("verdict")).isEqualTo("allowed");
        assertThat(yes.getJsonObject("request").getString("url")).isEqualTo(laravel.uri() + "/broadcasting/auth");
        assertThat(yes.getJsonObject("request").getJsonObject("headers").getString("Cookie"))
                .isEqualTo("***");
        assertThat(yes.getJsonObject("response").getString("body")).isEqualTo("{\"auth\":\"***\"}");
        assertThat(wrong.getString("explanation")).contains("another secret");
        assertThat(login.getString("explanation")).contains("login page");
        assertThat(yes.toString() + wrong + login).doesNotContain("verysecret", "0123456789abcdef");
        assertThat(api.error("POST", "/auth-test", "{\"channel\":\"news\"}", 422))
                .contains("public channel");
    }

    private JsonObject test(String channel, String protocol) throws IOException {
        return api.post(
                "/auth-test",
                "{\"app\":\"canyon\",\"channel\":\"" + channel + "\",\"protocol\":\"" + protocol
                        + "\",\"cookie\":\"laravel_session=verysecret\"}");
    }

    @Override
    public DashboardApi api() {
        return api;
    }

    @Override
    public String place() {
        return "file";
    }

    @Test
    void what_others_have_written_into_the_file_stays() throws IOException {
        api.post("/apps", "{\"id\":\"notes\"}");
        assertThat(Files.readString(file)).contains("\"colour\":\"red\"");

        assertThat(api.call("DELETE", "/apps/notes", "").status()).isEqualTo(204);
        assertThat(Files.readString(file)).contains("\"colour\":\"red\"");
    }

    @Test
    void applications_are_listed_without_secrets() throws IOException {
        JsonObject apps = api.get("/apps");

        assertThat(apps.getBoolean("writable")).isTrue();
        assertThat(apps.getString("store")).isEqualTo("file");
        assertThat(api.app("canyon").getString("source")).isEqualTo("configuration");
        assertThat(api.app("shop").getString("source")).isEqualTo("file");
        assertThat(api.app("shop").getJsonObject("limits").getInt("maxMessageBytes"))
                .isPositive();
        assertThat(apps.toString()).doesNotContain("shop-secret", "canyon-secret", "canyon-api-key");
    }

    @Test
    void what_cannot_be_done_with_an_application_is_refused() throws IOException {
        assertThat(api.error("POST", "/apps", "{\"id\":\"a b\"}", 422)).contains("letters, digits");
        assertThat(api.error("POST", "/apps", "{\"id\":\"shop\"}", 409)).contains("already");
        assertThat(api.error("DELETE", "/apps/canyon", "", 409)).contains("configuration");
        assertThat(api.error("POST", "/apps/nobody/rotate", "", 404)).contains("nobody");
        assertThat(api.error("PATCH", "/apps/shop", "{}", 422)).isEqualTo("enabled is missing");
    }

    @Test
    void settings_nodes_and_snippets_are_told() throws IOException {
        assertThat(api.get("/settings").getJsonArray("settings")).isNotEmpty();
        assertThat(api.get("/nodes").getJsonArray("nodes").getJsonObject(0).getBoolean("self"))
                .isTrue();
        List<JsonObject> snippets =
                api.get("/snippets?app=shop").getJsonArray("snippets").getValuesAs(JsonObject.class);

        assertThat(snippets).anyMatch(snippet -> snippet.getString("text").contains("key: 'shop-key'"));
        assertThat(snippets.toString())
                .contains("wsPort: " + canyon.http().getPort())
                .doesNotContain("shop-secret");
    }

    @Test
    void a_change_without_the_token_is_refused() throws IOException {
        HttpAnswer answer = peer.call("POST", "/dashboard/api/apps", Map.of(), "{\"id\":\"evil\"}")
                .answer();

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void a_path_that_is_none_and_a_method_that_is_none_are_answered_in_JSON() throws IOException {
        assertThat(api.error("GET", "/nothing", "", 404)).isNotEmpty();
        assertThat(api.error("PUT", "/events", "{}", 405)).isNotEmpty();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("time is over").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static List<String> ids(JsonObject list) {
        return list.getJsonArray("connections").getValuesAs(JsonObject.class).stream()
                .map(connection -> connection.getString("id"))
                .toList();
    }
}
