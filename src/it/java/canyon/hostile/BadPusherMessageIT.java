package canyon.hostile;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.PusherSocket;
import canyon.wire.WebSocketFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadPusherMessageIT extends AmongPusherClients {
    private static final int MAX_MESSAGE = 1_000_000;
    private static final int NO_UTF8 = 1007;
    private static final int TOO_BIG = 1009;

    BadPusherMessageIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "é",
                "5",
                "null",
                "[]",
                "\"pusher:ping\"",
                "{",
                "{}",
                "{}}",
                "{\"event\":null}",
                "{\"event\":5}",
                "{\"event\":[\"pusher:ping\"]}",
                "{\"event\":\"\"}",
                "{\"event\":\"\\ud8\"}",
                "{\"event\":\"made-up\",\"data\":{}}",
                "{\"event\":\"pusher:made-up\",\"data\":{}}",
                "{\"event\":\"pusher:connection_established\",\"data\":{}}",
                "{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-a\",\"data\":\"{}\"}",
                "{\"event\":\"pusher:subscribe\"}",
                "{\"event\":\"pusher:subscribe\",\"channel\":\"a\"}",
                "{\"event\":\"pusher:subscribe\",\"data\":null}",
                "{\"event\":\"pusher:subscribe\",\"data\":[\"a\"]}",
                "{\"event\":\"pusher:subscribe\",\"data\":\"a\"}",
                "{\"event\":\"pusher:subscribe\",\"data\":{}}",
                "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":null}}",
                "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":5}}",
                "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":[\"a\"]}}",
                "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"\"}}",
                "{\"event\":\"pusher:unsubscribe\",\"data\":{}}",
                "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"a:b\"}}",
                "{\"event\":\"pusher:signin\",\"data\":{\"auth\":5,\"user_data\":{\"id\":\"1\"}}}",
                "{\"event\":\"client-a\"}",
                "{\"event\":\"client-a\",\"channel\":5}",
                "{\"event\":\"client-a\",\"channel\":\"a b\"}",
                "{\"event\":\"client-a\",\"channel\":\"public\"}",
                "{\"event\":\"client-a\",\"channel\":\"private-not-joined\"}"
            })
    void what_means_nothing_is_answered_with_an_error(String message) throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.send(message);

            isCorrected(client);
            client.isUnharmed();
        }
    }

    @Test
    void a_binary_message_is_answered_with_an_error() throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            byte[] ping = "{\"event\":\"pusher:ping\"}".getBytes(StandardCharsets.UTF_8);
            client.webSocket().send(WebSocketFrame.BINARY, ping);
            isCorrected(client);
            client.webSocket().send(WebSocketFrame.BINARY, new byte[0]);
            isCorrected(client);

            client.isUnharmed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"event\":\"pusher:subscribe\",\"data\":", "{\"event\":"})
    void json_nested_too_deeply_harms_no_thread(String start) throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.send(start + "[".repeat(100_000));
            isCorrected(client);
            client.send(start + "[".repeat(100_000) + "]".repeat(100_000) + "}");
            isCorrected(client);

            client.isUnharmed();
        }
    }

    @Test
    void text_that_is_no_utf8_closes() throws IOException {
        byte[][] texts = {{'"', (byte) 0xFF}, {'"', (byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}};
        for (byte[] text : texts) {
            try (PusherSocket client = PusherSocket.to(peer)) {
                client.webSocket().send(WebSocketFrame.TEXT, text);

                client.isClosedWith(NO_UTF8);
            }
        }
    }

    @Test
    void a_message_of_the_allowed_size_is_heard() throws IOException {
        String start = "{\"event\":\"pusher:ping\",\"data\":\"";
        String end = "\"}";
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.send(start + "a".repeat(MAX_MESSAGE - start.length() - end.length()) + end);

            client.hear("pusher:pong");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WebSocketFrame.TEXT, WebSocketFrame.BINARY})
    void a_message_over_the_allowed_size_closes(int opcode) throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.webSocket().send(opcode, "a".repeat(MAX_MESSAGE + 1).getBytes(StandardCharsets.US_ASCII));

            client.isClosedWith(TOO_BIG);
        }
    }

    @Test
    void the_allowed_size_counts_bytes_not_characters() throws IOException {
        try (PusherSocket client = PusherSocket.to(peer)) {
            client.send("漢".repeat(MAX_MESSAGE / 3 + 1));

            client.isClosedWith(TOO_BIG);
        }
    }

    @Test
    void a_client_event_over_the_allowed_size_is_refused() throws IOException {
        try (PusherSocket client = PusherSocket.to(peer).join("private-large");
                PusherSocket other = PusherSocket.to(peer).join("private-large")) {
            client.clientEvent("private-large", "client-a", "a".repeat(102_401));
            isCorrected(client);
            client.clientEvent("private-large", "client-" + "a".repeat(1000), "1");
            isCorrected(client);
            client.clientEvent("private-large", "client-b", "1");

            other.hear("client-b");
        }
    }

    @Test
    void client_events_do_not_get_into_encrypted_channels() throws IOException {
        try (PusherSocket client = PusherSocket.to(peer).join("private-encrypted-a");
                PusherSocket other = PusherSocket.to(peer).join("private-encrypted-a")) {
            client.clientEvent("private-encrypted-a", "client-a", "{}");

            isCorrected(client);
            other.isUnharmed();
        }
    }
}
