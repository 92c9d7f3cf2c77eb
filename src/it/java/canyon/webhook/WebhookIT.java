package canyon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.clients.EchoClient;
import canyon.clients.SocketIoClient;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.LaravelApp;
import canyon.wire.Packets;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application's endpoints are told of real clients; one of the endpoints never answers. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class WebhookIT {
    private static final String SECRET = "hook-secret";
    private static final Duration HOLD = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final WebhookReceiver receiver = new WebhookReceiver();
    private final WebhookReceiver silent = new WebhookReceiver();
    private final WebhookReceiver failing = new WebhookReceiver();
    private final CanyonServer canyon;
    private final List<EchoClient> clients = new ArrayList<>();

    WebhookIT(LaravelApp laravel) throws IOException {
        silent.hold();
        String webhooks = Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("url", silent.url().toString()))
                .add(Json.createObjectBuilder()
                        .add("url", receiver.url().toString())
                        .add("headers", Json.createObjectBuilder().add("Authorization", "Bearer abc")))
                .add(Json.createObjectBuilder()
                        .add("url", failing.url().toString())
                        .add("events", Json.createArrayBuilder().add("channel_occupied"))
                        .add("prefix", "failing-"))
                .build()
                .toString();
        canyon = CanyonServer.start(Map.of(
                "canyon.app.id",
                "hooked",
                "canyon.app.key",
                "hook-key",
                "canyon.app.secret",
                SECRET,
                "canyon.app.subscription-counts",
                "on",
                "canyon.app.webhooks",
                webhooks,
                "canyon.auth.host",
                laravel.uri().toString()));
    }

    @AfterEach
    void leave() {
        clients.forEach(EchoClient::close);
    }

    @AfterAll
    void stop() {
        canyon.close();
        receiver.close();
        silent.close();
        failing.close();
    }

    @Test
    void a_channel_is_occupied_and_three_seconds_after_the_last_client_vacated() throws Exception {
        EchoClient client = connected();
        client.subscribe("orders.Zoë");
        receiver.await("channel_occupied", "orders.Zoë");

        long left = System.nanoTime();
        client.unsubscribe("orders.Zoë");
        receiver.await("channel_vacated", "orders.Zoë");

        assertThat(System.nanoTime() - left).isGreaterThanOrEqualTo(HOLD.toNanos());
    }

    @Test
    void every_request_is_signed_over_the_bytes_that_were_sent() throws Exception {
        long before = System.currentTimeMillis();
        connected().subscribe("signed.Zoë 漢🦊");
        receiver.await("channel_occupied", "signed.Zoë 漢🦊");

        assertThat(receiver.requests()).allSatisfy(request -> {
            assertThat(request.line()).isEqualTo("POST /hooks?token=%C3%A4");
            assertThat(request.header("x-pusher-key")).containsExactly("hook-key");
            assertThat(request.header("x-pusher-signature")).containsExactly(request.signatureWith(SECRET));
            assertThat(request.header("content-type")).containsExactly("application/json");
            assertThat(request.header("authorization")).containsExactly("Bearer abc");
        });
        Received last = receiver.await(request -> request.body().contains("signed."));
        assertThat(Packets.value(last.body())
                        .asJsonObject()
                        .getJsonNumber("time_ms")
                        .longValue())
                .isBetween(before, System.currentTimeMillis());
    }

    @Test
    void members_of_a_presence_channel_are_added_and_removed() throws Exception {
        EchoClient client = connected();
        client.subscribe("presence-hooked", "good:5");
        assertThat(receiver.await("member_added", "presence-hooked"))
                .isEqualTo(object("{\"name\":\"member_added\",\"channel\":\"presence-hooked\",\"user_id\":\"5\"}"));
        receiver.await("channel_occupied", "presence-hooked");

        client.close();

        assertThat(receiver.await("member_removed", "presence-hooked").getString("user_id"))
                .isEqualTo("5");
        receiver.await("channel_vacated", "presence-hooked");
        assertThat(receiver.told("presence-hooked")).hasSize(4);
    }

    @Test
    void a_client_event_is_told_with_its_sender() throws Exception {
        EchoClient client = connected();
        client.subscribe("presence-typing", "good:7");
        receiver.await("member_added", "presence-typing");

        client.whisper("presence-typing", "client-typing", "Zoë \"🦊\"");

        JsonObject told = receiver.await("client_event", "presence-typing");
        assertThat(told.getString("event")).isEqualTo("client-typing");
        assertThat(object(told.getString("data"))).isEqualTo(object("{\"text\":\"Zoë \\\"🦊\\\"\"}"));
        assertThat(told.getString("socket_id")).isEqualTo(client.id());
        assertThat(told.getString("user_id")).isEqualTo("7");
    }

    @Test
    void a_cache_miss_and_the_count_of_subscriptions_are_told() throws Exception {
        connected().subscribe("cache-empty");

        receiver.await("cache_miss", "cache-empty");
        assertThat(receiver.await("subscription_count", "cache-empty").getInt("subscription_count"))
                .isEqualTo(1);
    }

    @Test
    void nobody_is_told_of_whoever_returns_within_three_seconds() throws Exception {
        EchoClient client = connected();
        client.subscribe("presence-back", "good:1");
        receiver.await("member_added", "presence-back");
        client.close();
        EchoClient again = connected();
        again.subscribe("presence-back", "good:1");
        again.subscribe("marker");
        receiver.await("channel_occupied", "marker");
        again.unsubscribe("marker");

        // Held later than what the return has undone.
        receiver.await("channel_vacated", "marker");

        assertThat(receiver.told("presence-back")).containsExactlyInAnyOrder("channel_occupied", "member_added");
    }

    @Test
    void clients_of_pusher_are_told_of_too() throws Exception {
        try (RawWebSocket client = Peer.of(canyon).webSocket("/app/hook-key?protocol=7")) {
            assertThat(client.receive().text()).contains("pusher:connection_established");
            client.send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"by-pusher\"}}");

            receiver.await("channel_occupied", "by-pusher");
        }
        receiver.await("channel_vacated", "by-pusher");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 302})
    void what_an_endpoint_does_not_take_is_sent_again(int status) throws Exception {
        String channel = "failing-" + status;
        failing.answers(status);
        connected().subscribe(channel);

        List<Received> twice = failing.await(request -> request.body().contains(channel), 2);

        assertThat(twice.get(1).body()).isEqualTo(twice.get(0).body());
        assertThat(twice.get(1).header("x-pusher-signature"))
                .containsExactly(twice.get(1).signatureWith(SECRET));
        assertThat(twice.get(1).nanos() - twice.get(0).nanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(900).toNanos());
        assertThat(failing.told(channel)).containsOnly("channel_occupied");
    }

    @Test
    void an_endpoint_that_never_answers_has_one_request_at_a_time_and_costs_no_other_anything() throws Exception {
        connected().subscribe("silence");
        Received unanswered = silent.await(request -> true);

        for (int i = 0; i < 5; i++) {
            connected().subscribe("not-silent-" + i);
            receiver.await("channel_occupied", "not-silent-" + i);
        }
        Received next = silent.await(request -> request.nanos() - unanswered.nanos() > 0);

        assertThat(next.nanos() - unanswered.nanos()).isGreaterThanOrEqualTo(TIMEOUT.toNanos());
    }

    private EchoClient connected() throws InterruptedException {
        EchoClient client = new SocketIoClient();
        clients.add(client);
        client.connect(canyon.http(), "websocket");
        return client;
    }

    private static JsonObject object(String json) {
        return Packets.value(json).asJsonObject();
    }
}
