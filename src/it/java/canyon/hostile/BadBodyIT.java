package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import canyon.wire.HttpCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadBodyIT extends AmongOthers {
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final String SEPARATOR = "\u001e";

    /** More than any server has threads for requests. */
    private static final int MANY = 300;

    BadBodyIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    @Test
    void a_body_over_the_allowed_size_is_not_read_and_ends_the_session() throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 4);

        HttpAnswer answer = claiming(intruder, MAX_PAYLOAD + 1L);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"code\":7,\"message\":\"Payload too large\"}");
        intruder.isGone();
    }

    @Test
    void a_body_over_any_size_is_not_read_either_by_canyon_or_by_its_server() throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 4);

        HttpAnswer answer = claiming(intruder, 1_000_000_000_000L);

        // WildFly has a bound of its own, which answers first.
        assertThat(answer.status()).isIn(400, 413);
    }

    private static HttpAnswer claiming(PollingIntruder intruder, long bytes) throws IOException {
        return intruder.post(Map.of("Content-Length", String.valueOf(bytes)), new byte[0])
                .answer();
    }

    @Test
    void a_body_that_turns_out_too_large_ends_the_session() throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 4);
        HttpCall call = intruder.post(Map.of("Transfer-Encoding", "chunked"), new byte[0]);

        sendChunk(call, MAX_PAYLOAD / 2);
        sendChunk(call, MAX_PAYLOAD / 2);
        sendChunk(call, 1);

        assertThat(call.answer().status()).isEqualTo(413);
        intruder.isGone();
    }

    private static void sendChunk(HttpCall call, int size) throws IOException {
        String chunk = Integer.toHexString(size) + "\r\n" + "6".repeat(size) + "\r\n";
        call.write(chunk.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_body_of_the_allowed_size_is_heard() throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 4);
        String start = "40" + SEPARATOR + "42[\"subscribe\",{\"channel\":\"\\u0001\",\"auth\":\"";
        String end = "\"}]";

        HttpAnswer answer = intruder.post(start + "a".repeat(MAX_PAYLOAD - start.length() - end.length()) + end);

        assertThat(answer.body()).isEqualTo("ok");
        assertThat(intruder.poll().answer().body())
                .startsWith("40{")
                .endsWith(SEPARATOR + "42[\"subscription_error\",\"\\u0001\",400]");
    }

    @Test
    void a_hundred_thousand_packets_in_one_body_end_the_session() throws IOException {
        PollingIntruder fourth = PollingIntruder.at(peer, 4);
        assertThat(fourth.post(("6" + SEPARATOR).repeat(100_000)).status()).isEqualTo(400);
        fourth.isGone();

        PollingIntruder third = PollingIntruder.at(peer, 3);
        assertThat(third.post("1:6".repeat(100_000)).body()).isEqualTo("ok");
        third.isGone();
    }

    @Test
    void a_thousand_packets_in_one_body_are_heard() throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 3);

        assertThat(intruder.post("1:2".repeat(1000)).body()).isEqualTo("ok");

        assertThat(intruder.poll().answer().body()).isEqualTo("1:3".repeat(1000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "8", "42[", "x", "4", "40" + SEPARATOR, SEPARATOR + "40", "40" + SEPARATOR + "2", "b4", "b!"
            })
    void what_breaks_the_protocol_is_refused_and_ends_a_session_of_revision_4(String body) throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 4);

        HttpAnswer answer = intruder.post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        intruder.isGone();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                "x",
                "-1:2",
                "+1:2",
                "1.0:2",
                "2:2",
                "99999999999999999999:2",
                "2147483647:2",
                "1:x",
                "1:3",
                "2:b4",
                "1:b",
                "4:b4!!",
                "0:1",
                "3:42[",
                "\uFF11:2"
            })
    void what_breaks_the_protocol_ends_a_session_of_revision_3(String body) throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 3);

        assertThat(intruder.post(body).body()).isEqualTo("ok");

        intruder.isGone();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "00ff",
                "01ff",
                "0002ff32",
                "02010132",
                "0001",
                "000aff",
                "00ffffff",
                "0001ff38",
                "0101ff09",
                "0009090909090909090909ff32",
                "000109090909090909ff32"
            })
    void binary_that_breaks_the_protocol_ends_a_session_of_revision_3(String hex) throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 3);
        byte[] body = HexFormat.of().parseHex(hex);

        HttpAnswer answer = intruder.post(Map.of("Content-Type", "application/octet-stream"), body)
                .answer();

        assertThat(answer.body()).isEqualTo("ok");
        intruder.isGone();
    }

    @Test
    void a_binary_body_does_not_exist_in_revision_4() throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 4);

        HttpCall call = intruder.post(Map.of("Content-Type", "application/octet-stream"), new byte[] {'4', '0'});

        assertThat(call.answer().status()).isEqualTo(400);
        intruder.isGone();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_body_that_is_no_utf8_ends_the_session(int version) throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, version);

        intruder.post(Map.of("Content-Type", "text/plain"), new byte[] {'4', '0', (byte) 0xFF})
                .answer();

        intruder.isGone();
    }

    @Test
    void bodies_that_never_end_keep_no_thread() throws IOException {
        List<HttpCall> unfinished = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            PollingIntruder intruder = PollingIntruder.at(peer, 4);
            unfinished.add(intruder.post(Map.of("Content-Length", "10"), new byte[] {'4'}));
        }

        PollingIntruder other = PollingIntruder.at(peer, 4);
        assertThat(other.post("40").body()).isEqualTo("ok");
        assertThat(other.poll().answer().body()).startsWith("40{");
        assertThat(unfinished.get(0).isAnswered()).isFalse();
        for (HttpCall call : unfinished) {
            call.close();
        }
    }

    @Test
    void polls_that_wait_keep_no_thread() throws IOException {
        List<HttpCall> waiting = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            waiting.add(PollingIntruder.at(peer, 4).poll());
        }

        assertThat(PollingIntruder.at(peer, 4).post("40").body()).isEqualTo("ok");
        assertThat(waiting.get(0).isAnswered()).isFalse();
        for (HttpCall call : waiting) {
            call.close();
        }
    }

    @Test
    void two_bodies_at_once_end_the_session() throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 4);
        HttpCall first = intruder.post(Map.of("Content-Length", "2"), new byte[] {'4'});
        peer.awaitArrival();

        HttpAnswer second = intruder.post("40");

        assertThat(second.status()).isEqualTo(500);
        intruder.isGone();
        first.write(new byte[] {'0'});
        assertThat(first.answer().status()).isIn(200, 400);
    }
}
