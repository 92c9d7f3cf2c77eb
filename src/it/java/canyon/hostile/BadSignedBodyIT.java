package canyon.hostile;

import static canyon.hostile.BadSignatureIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import canyon.wire.HttpCall;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.net.SocketException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to Pusher's API that are signed well and say nonsense. */
class BadSignedBodyIT extends AmongOthers {
    private final SignedApi api = new SignedApi(peer);

    BadSignedBodyIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "5", "[]", "\"x\"", "name=X&channel=bystanders&data=1", "\u0000", "{}{}"})
    void a_body_that_is_no_json_object_is_refused(String body) throws IOException {
        assertRefused(api.post("/events", body), 400, "The body must be");
        assertRefused(api.post("/batch_events", body), 400, "The body must be");
    }

    @Test
    void a_body_that_is_nested_too_deeply_is_refused() throws IOException {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertRefused(api.post("/events", "{\"data\":" + deep + "}"), 400, "The body must be JSON");
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "100000, 100000"})
    void a_crowd_of_channels_is_refused(int count, int told) throws IOException {
        assertRefused(
                api.post("/events", event(count)),
                400,
                "An event can go to at most 100 channels at once (maxEventChannelsAtOnce), got " + told);
    }

    @Test
    void a_million_channels_are_too_large() throws IOException {
        assertTooLarge("/events", event(1_000_000));
    }

    private static String event(int channels) {
        return "{\"name\":\"X\",\"data\":\"1\",\"channels\":["
                + IntStream.range(0, channels).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(",")) + "]}";
    }

    @Test
    void a_huge_body_is_too_large() throws IOException {
        assertTooLarge(
                "/events",
                "{\"name\":\"X\",\"channel\":\"bystanders\",\"data\":\"" + "a".repeat(20 * 1024 * 1024) + "\"}");
    }

    /** A server may end the connection while a client still sends what is not read; then there is no answer to see. */
    private void assertTooLarge(String route, String body) throws IOException {
        String path = "/apps/" + CanyonServers.APP_ID + route;
        HttpAnswer answer;
        try (HttpCall call =
                peer.call("POST", path + "?" + SignedApi.query("POST", path, Map.of(), body), Map.of(), body)) {
            answer = call.answer();
        } catch (SocketException e) {
            return;
        }
        assertRefused(answer, 413, "The body must have at most 1048576 bytes (canyon.limits.http-body-bytes)");
    }

    @Test
    void data_over_the_limit_is_too_large_in_an_event_and_in_a_batch() throws IOException {
        String event = "{\"name\":\"X\",\"channel\":\"bystanders\",\"data\":\"" + "a".repeat(102_401) + "\"}";
        String error = "The data of an event must have at most 102400 bytes (maxEventPayloadBytes), got 102401";

        assertRefused(api.post("/events", event), 413, error);
        assertRefused(api.post("/batch_events", "{\"batch\":[" + event + "]}"), 413, error);
    }

    @Test
    void a_batch_of_too_many_events_is_refused() throws IOException {
        String batch =
                IntStream.range(0, 11).mapToObj(i -> "{}").collect(Collectors.joining(",", "{\"batch\":[", "]}"));

        assertRefused(
                api.post("/batch_events", batch),
                400,
                "A batch can hold at most 10 events (maxEventBatchSize), got 11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "é", "🦊", "a\\u0000", "..", "PresenceChannelUpdated", "x\\n", "#"})
    void a_channel_that_no_pusher_client_can_join_is_refused(String channel) throws IOException {
        HttpAnswer answer = api.post("/events", "{\"name\":\"X\",\"data\":\"1\",\"channel\":\"" + channel + "\"}");

        // Two dots are a name of Pusher's characters.
        assertThat(answer.status()).isEqualTo(channel.equals("..") ? 200 : 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a%20b", "%C3%A9", "a%2Fb", "%23%23a"})
    void a_channel_that_no_pusher_client_can_join_is_not_told_of(String channel) throws IOException {
        String path = "/apps/" + CanyonServers.APP_ID + "/channels/" + channel;

        HttpAnswer answer = peer.call("GET", path + "?" + SignedApi.query("GET", path, Map.of(), ""), Map.of(), "")
                .answer();

        assertRefused(answer, 400, "The channel name ");
    }

    @Test
    void a_long_idempotency_key_is_refused() throws IOException {
        assertRefused(
                api.post("/events", "{\"idempotency_key\":\"" + "k".repeat(129) + "\"}"),
                400,
                "An idempotency key must have 1 to 128 characters, got 129");
    }
}
