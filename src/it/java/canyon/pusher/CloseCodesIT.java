package canyon.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import canyon.wire.Packets;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.RawWebSocket;
import canyon.wire.SignedApi;
import canyon.wire.WebSocketFrame;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every code of Pusher's "Error codes", each provoked; {@code src/docs/pusher.md} lists them. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class CloseCodesIT {
    private final Peer peer;
    private final SignedApi api;

    CloseCodesIT(CanyonServer canyon) {
        peer = Peer.of(canyon);
        api = new SignedApi(peer);
    }

    @ParameterizedTest
    @CsvSource({
        "/app/tls-only-key?protocol=7, 4000",
        "/app/nobodys-key?protocol=7, 4001",
        "/app/disabled-key?protocol=7, 4003",
        "/apps/it-app?protocol=7, 4005",
        "/app/?protocol=7, 4005",
        "/app/it-key/more?protocol=7, 4005",
        "/nowhere, 4005",
        "/app/it-key?protocol=seven, 4006",
        "/app/it-key?protocol=7.0, 4006",
        "/app/it-key?protocol=8, 4007",
        "/app/it-key?client=js, 4008",
        "/app/it-key?protocol=, 4008"
    })
    void who_may_not_connect_is_told_why_by_the_code(String path, int code) throws IOException {
        try (RawWebSocket client = peer.webSocket(path)) {
            assertThat(client.receive()).hasToString("closed with " + code);
        }
    }

    /** The server has to be done with the first when the second comes. */
    @ParameterizedTest
    @ValueSource(ints = {5, 7})
    void many_who_may_not_connect_disturb_nobody(int protocol) throws IOException {
        for (int i = 0; i < 50; i++) {
            try (RawWebSocket client = peer.webSocket("/app/nobodys-key?protocol=" + protocol)) {
                WebSocketFrame frame = client.receive();
                assertThat(frame.isClose() ? frame : client.receive()).hasToString("closed with 4001");
                client.sendClose();
            }
            HttpAnswer answer = api.get("/channels");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/app/tls-only-key?protocol=5, 4000",
        "/app/nobodys-key?protocol=5, 4001",
        "/app/disabled-key?protocol=5, 4003",
        "/app/it-key/more?protocol=5, 4005",
        "/app/it-key?protocol=4, 4007"
    })
    void old_clients_hear_the_code_in_a_message_first(String path, int code) throws IOException {
        try (RawWebSocket client = peer.webSocket(path)) {
            assertThat(error(Packets.value(client.receive().text()).asJsonObject()))
                    .isEqualTo(code);
            assertThat(client.receive()).hasToString("closed with " + code);
        }
    }

    @Test
    void pages_of_other_origins_are_not_authorized() throws IOException {
        String path = PusherSocket.path(SignedApi.app("origins"));
        try (RawWebSocket foreign = peer.webSocket(path, Map.of("Origin", "https://evil.test"));
                RawWebSocket own = peer.webSocket(path, Map.of("Origin", "https://shop.test"))) {
            assertThat(foreign.receive().text()).contains("This origin may not connect");
            assertThat(foreign.receive()).hasToString("closed with 4009");
            assertThat(own.receive().text()).contains("pusher:connection_established");
        }
    }

    @ParameterizedTest
    @CsvSource({"quota, 4004, quota", "full, 4100, limit of connections"})
    void one_connection_too_many_is_told_which_limit_it_is(String id, int code, String limit) throws IOException {
        App app = SignedApi.app(id);
        try (PusherSocket first = PusherSocket.to(peer, app)) {
            try (RawWebSocket second = peer.webSocket(PusherSocket.path(app))) {
                assertThat(second.receive().text()).contains("may have 1 connections", limit);
                assertThat(second.receive()).hasToString("closed with " + code);
            }
            first.isUnharmed();
        }
    }

    @Test
    void a_user_is_terminated_or_told_to_reconnect() throws IOException {
        for (Map.Entry<String, Integer> action :
                Map.of("terminate_connections", 4009, "force_reconnect", 4200).entrySet()) {
            String user = UUID.randomUUID().toString();
            try (PusherSocket client = PusherSocket.to(peer)) {
                client.join("presence-codes", "{\"user_id\":\"" + user + "\"}");

                assertThat(api.post("/users/" + user + "/" + action.getKey(), "{}")
                                .status())
                        .isEqualTo(200);

                client.isClosedWith(action.getValue());
            }
        }
    }

    @Test
    void who_stays_unknown_for_too_long_is_closed_and_who_is_known_is_not() throws IOException {
        App app = SignedApi.app("unauthorized");
        try (PusherSocket unknown = PusherSocket.to(peer, app);
                PusherSocket member = PusherSocket.to(peer, app);
                PusherSocket user = PusherSocket.to(peer, app)) {
            unknown.subscribe("codes");
            unknown.hear("pusher_internal:subscription_succeeded");
            member.join("private-codes");
            user.signIn("{\"id\":\"1\"}");
            user.hear("pusher:signin_success");

            unknown.isClosedWith(4009);
            member.isUnharmed();
            user.isUnharmed();
        }
    }

    @Test
    void who_does_not_answer_a_ping_is_closed_and_who_does_is_not() throws IOException {
        App app = SignedApi.app("lively");
        try (PusherSocket silent = PusherSocket.to(peer, app);
                PusherSocket answering = PusherSocket.to(peer, app)) {
            answering.hear("pusher:ping");
            answering.send("{\"event\":\"pusher:pong\",\"data\":{}}");
            silent.hear("pusher:ping");

            answering.hear("pusher:ping");
            answering.send("{\"event\":\"pusher:pong\",\"data\":{}}");
            silent.isClosedWith(4201);
            answering.isUnharmed();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_message_over_the_limit_of_the_application_closes(boolean inTwoFrames) throws IOException {
        try (PusherSocket client = PusherSocket.to(peer, SignedApi.app("small"))) {
            client.send("{\"event\":\"pusher:ping\",\"data\":\"" + "a".repeat(960) + "\"}");
            client.hear("pusher:pong");
            byte[] half = "a".repeat(501).getBytes(StandardCharsets.US_ASCII);
            if (inTwoFrames) {
                client.webSocket().send(WebSocketFrame.TEXT, half.length, half);
                client.webSocket().send(0x80, half.length, half);
            } else {
                client.send("a".repeat(1001));
            }

            client.isClosedWith(1009);
        }
    }

    @Test
    void client_events_over_the_rate_are_refused_without_a_close() throws IOException {
        App app = SignedApi.app("slow");
        try (PusherSocket sender = PusherSocket.to(peer, app).join("private-codes");
                PusherSocket other = PusherSocket.to(peer, app).join("private-codes")) {
            for (int i = 0; i < 3; i++) {
                sender.clientEvent("private-codes", "client-" + i, "{}");
            }

            JsonObject refusal = sender.hear("pusher:error");
            assertThat(error(refusal)).isEqualTo(4301);
            assertThat(refusal.getJsonObject("data").getString("message")).contains("2 client events a second");
            sender.isUnharmed();
            other.hear("client-0");
            other.hear("client-1");
            other.isUnharmed();
        }
    }

    @Test
    void a_watchlist_that_is_too_long_is_cut_without_a_close() throws IOException {
        JsonArrayBuilder watched = Json.createArrayBuilder();
        for (int i = 0; i < 101; i++) {
            watched.add("friend-" + i);
        }
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.signIn(Json.createObjectBuilder()
                    .add("id", "1")
                    .add("watchlist", watched)
                    .build()
                    .toString());

            client.hear("pusher:signin_success");
            assertThat(error(client.hear("pusher:error"))).isEqualTo(4302);
            client.hear("pusher_internal:watchlist_events");
            client.isUnharmed();
        }
    }

    @Test
    void clients_of_an_application_that_is_disabled_are_closed_soon() throws IOException {
        String before = Files.readString(CanyonServers.APPS_FILE);
        try (PusherSocket client = PusherSocket.to(peer, SignedApi.app("closing"));
                PusherSocket other = PusherSocket.to(peer, SignedApi.app("other"))) {
            replace(before.replace(
                    "\"secret\": \"closing-secret\"", "\"secret\": \"closing-secret\", \"enabled\": false"));

            client.isClosedWith(4003);
            other.isUnharmed();
        } finally {
            replace(before);
        }
    }

    /** By renaming, so that no half of it is read. */
    private static void replace(String apps) throws IOException {
        Path next = CanyonServers.APPS_FILE.resolveSibling("apps.next");
        Files.writeString(next, apps);
        Files.move(next, CanyonServers.APPS_FILE, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int error(JsonObject message) {
        assertThat(message.getString("event")).as(message.toString()).isEqualTo("pusher:error");
        return message.getJsonObject("data").getInt("code");
    }
}
