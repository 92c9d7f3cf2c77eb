package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.RawWebSocket;
import canyon.wire.WebSocketFrame;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadFrameIT extends AmongOthers {
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final int MALFORMED = 1002;
    private static final int NO_UTF8 = 1007;
    private static final int TOO_BIG = 1009;

    BadFrameIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8",
                "x",
                "é",
                "2",
                "4",
                "4x",
                "47",
                "42[",
                "42[]",
                "42[\"a\"]]",
                "42{}",
                "42null",
                "42\"subscribe\"",
                "42[\"\\ud8\"]",
                "42[\"\u0001\"]",
                "42[01]",
                "42[NaN]",
                "421234567890123456[\"x\"]",
                "42/other,[\"x\"]",
                "40[]",
                "40\"x\"",
                "40null",
                "41[]",
                "43{}",
                "43/other,[]",
                "45[\"x\"]",
                "45-[\"x\"]",
                "45-1-[\"x\"]",
                "45101-[\"x\"]",
                "4599999999999999999999-[\"x\"]",
                "46x-[\"x\"]"
            })
    void what_breaks_the_protocol_closes_a_client_of_revision_4(String packet) throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.send(packet);

            intruder.isClosedWith(MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "x", "3", "42[", "42{}", "43{}", "45[\"x\"]", "45101-[\"x\"]", "41[]"})
    void what_breaks_the_protocol_closes_a_client_of_revision_3(String packet) throws IOException {
        try (Intruder intruder = Intruder.at(peer, 3)) {
            intruder.send(packet);

            intruder.isClosedWith(MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void json_nested_too_deeply_closes_and_harms_no_thread(int version) throws IOException {
        for (String bracket : new String[] {"[", "{\"a\":"}) {
            try (Intruder intruder = Intruder.at(peer, version)) {
                intruder.send("42[\"subscribe\"," + bracket.repeat(100_000));

                intruder.isClosedWith(MALFORMED);
            }
        }
    }

    @Test
    void a_binary_message_where_text_belongs_closes() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.webSocket().send(WebSocketFrame.BINARY, "42[\"subscribe\",{}]".getBytes(StandardCharsets.UTF_8));

            intruder.isClosedWith(MALFORMED);
        }
    }

    @Test
    void an_empty_binary_message_closes_a_client_of_revision_3() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 3)) {
            intruder.webSocket().send(WebSocketFrame.BINARY, new byte[0]);

            intruder.isClosedWith(MALFORMED);
        }
    }

    @Test
    void a_text_message_where_an_attachment_belongs_closes() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.send("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            intruder.webSocket().send(WebSocketFrame.BINARY, new byte[] {1});
            intruder.send("42[\"x\"]");

            intruder.isClosedWith(MALFORMED);
        }
    }

    @Test
    void attachments_are_bounded_together() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.send("453-[\"x\"]");
            intruder.webSocket().send(WebSocketFrame.BINARY, new byte[MAX_PAYLOAD / 2]);
            intruder.webSocket().send(WebSocketFrame.BINARY, new byte[MAX_PAYLOAD / 2 + 1]);

            intruder.isClosedWith(MALFORMED);
        }
    }

    @Test
    void an_event_with_attachments_is_heard_and_ignored() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.send("451-[\"subscribe\",{\"_placeholder\":true,\"num\":0}]");
            intruder.webSocket().send(WebSocketFrame.BINARY, new byte[] {1});

            intruder.isUnharmed();
        }
    }

    @Test
    void text_that_is_no_utf8_closes() throws IOException {
        byte[][] texts = {
            {'4', '2', (byte) 0xFF},
            {'4', '2', (byte) 0xC3},
            {'4', '2', (byte) 0xC0, (byte) 0x80},
            {'4', '2', (byte) 0xED, (byte) 0xA0, (byte) 0x80}
        };
        for (byte[] text : texts) {
            try (Intruder intruder = Intruder.at(peer, 4)) {
                intruder.webSocket().send(WebSocketFrame.TEXT, text);

                intruder.isClosedWith(NO_UTF8);
            }
        }
    }

    @Test
    void a_message_of_the_allowed_size_is_heard() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            String start = "42[\"subscribe\",{\"channel\":\"large\",\"auth\":\"";
            String end = "\"}]";

            intruder.send(start + "a".repeat(MAX_PAYLOAD - start.length() - end.length()) + end);

            intruder.isUnharmed();
            laravel.event("large", "E", "1");
            assertThat(intruder.hear()).isEqualTo("42[\"E\",\"large\",1]");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WebSocketFrame.TEXT, WebSocketFrame.BINARY})
    void a_message_over_the_allowed_size_closes(int opcode) throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.webSocket().send(opcode, new byte[MAX_PAYLOAD + 1]);

            intruder.isClosedWith(TOO_BIG);
        }
    }

    @Test
    void the_allowed_size_counts_bytes_not_characters() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.send("42[\"subscribe\",\"" + "漢".repeat(MAX_PAYLOAD / 3) + "\"]");

            intruder.isClosedWith(TOO_BIG);
        }
    }

    @Test
    void a_message_that_grows_over_the_allowed_size_by_its_fragments_closes() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            RawWebSocket webSocket = intruder.webSocket();
            byte[] fragment = "a".repeat(MAX_PAYLOAD / 3).getBytes(StandardCharsets.US_ASCII);
            webSocket.send(WebSocketFrame.TEXT, fragment.length, fragment);
            for (int i = 0; i < 3; i++) {
                webSocket.send(0, fragment.length, fragment);
            }

            intruder.isClosedWith(TOO_BIG);
        }
    }

    @Test
    void a_frame_that_claims_to_be_larger_than_any_memory_does_not_get_it() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.webSocket().send(0x80 | WebSocketFrame.TEXT, 1L << 40, new byte[0]);

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            intruder.webSocket().sendRaw(new byte[MAX_PAYLOAD]);
                        }
                    })
                    .as("the server hangs up before it has taken 100 MB")
                    .isInstanceOf(SocketException.class);
        }
    }
}
