package canyon.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.app.AppDirectory;
import canyon.app.ConfiguredApp;
import canyon.app.TestApps;
import canyon.config.AppSettings;
import canyon.config.Secret;
import canyon.message.Broadcast;
import canyon.message.JsonText;
import canyon.message.SocketId;
import jakarta.json.JsonArray;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PublishRequestTest {
    private static final String MISSING = "Event must include channel, event name and data";

    /** The application of the recordings. */
    private final AppDirectory apps =
            new ConfiguredApp(new AppSettings("canyon-app", "public", new Secret("s"), new Secret("canyon-key")));

    @ParameterizedTest
    @MethodSource("canyon.api.RecordedRequest#all")
    void a_recorded_request_has_the_recorded_answer_and_events(RecordedRequest recorded) throws Exception {
        ApiKey key = ApiKey.of(recorded.authorization(), recorded.authKey());

        assertThat(key.opened(apps, recorded.appId()).isPresent()).isEqualTo(recorded.status() != 403);
        if (recorded.status() == 400) {
            RefusedRequestException refused = refused(recorded.body());
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.answer()).isEqualTo(recorded.error());
        } else if (recorded.status() == 200) {
            assertThat(parse(recorded.body()).broadcasts().stream().map(PublishRequestTest::arguments))
                    .containsExactlyElementsOf(recorded.events());
        }
    }

    @Test
    void data_stays_as_it_was_written_also_inside_of_a_string() throws Exception {
        assertThat(parse("{\"channel\":\"c\",\"name\":\"X\",\"data\": {\"b\":1.0,\"a\":\"\\u00e9\"} }")
                        .payload()
                        .value())
                .isEqualTo(new JsonText("{\"b\":1.0,\"a\":\"\\u00e9\"}"));
        assertThat(parse("{\"channel\":\"c\",\"name\":\"X\",\"data\":\" {\\\"b\\\":1.0} \"}")
                        .payload()
                        .value())
                .isEqualTo(new JsonText("{\"b\":1.0}"));
        assertThat(parse("{\"channel\":\"c\",\"name\":\"X\",\"data\":\"{no json\"}")
                        .payload()
                        .value())
                .isEqualTo(new JsonText("\"{no json\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"null\"", "\"false\"", "0.5", "1e-9", "-1", "[]", "{}", "true", "\" \""})
    void data_that_javascript_takes_for_something_is_data(String data) throws Exception {
        assertThat(parse("{\"channel\":\"c\",\"name\":\"X\",\"data\":" + data + "}")
                        .broadcasts())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "0", "-0", "0.0", "0e5", "false", "null"})
    void what_javascript_takes_for_nothing_is_missing(String nothing) {
        assertThat(refused("{\"channel\":\"c\",\"name\":\"X\",\"data\":" + nothing + "}")
                        .answer())
                .isEqualTo(MISSING);
        assertThat(refused("{\"channel\":\"c\",\"name\":" + nothing + ",\"data\":1}")
                        .answer())
                .isEqualTo(MISSING);
        assertThat(refused("{\"channel\":" + nothing + ",\"name\":\"X\",\"data\":1}")
                        .answer())
                .isEqualTo(MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "5", "\"text\"", "[]", "{", "{}x", "channel=c&name=X&data=1"})
    void a_body_that_is_no_json_object_is_answered_like_an_incomplete_one(String body) {
        assertThat(refused(body).answer()).isEqualTo(MISSING);
    }

    @Test
    void bytes_that_are_not_utf8_are_malformed() {
        byte[] latin1 = "{\"channel\":\"c\",\"name\":\"X\",\"data\":\"\u00e9\"}".getBytes(ISO_8859_1);

        assertThat(refused(latin1).answer()).isEqualTo(MISSING);
    }

    @Test
    void channels_that_are_nothing_leave_the_word_to_channel() throws Exception {
        assertThat(parse("{\"channels\":null,\"channel\":\"c\",\"name\":\"X\",\"data\":1}")
                        .broadcasts())
                .hasSize(1);
    }

    @Test
    void only_a_socket_id_that_is_a_text_excludes() throws Exception {
        assertThat(parse("{\"channel\":\"c\",\"name\":\"X\",\"data\":1,\"socket_id\":\"1.2\"}")
                        .except())
                .isEqualTo(new SocketId("1.2"));
        assertThat(parse("{\"channel\":\"c\",\"name\":\"X\",\"data\":1,\"socket_id\":\"\"}")
                        .except())
                .isNull();
        assertThat(parse("{\"channel\":\"c\",\"name\":\"X\",\"data\":1,\"socket_id\":12}")
                        .except())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"channel\":5,\"name\":\"X\",\"data\":1}|A channel name must be a string, got 5",
                "{\"channels\":[\"c\",null],\"name\":\"X\",\"data\":1}|A channel name must be a string, got null",
                "{\"channels\":\"c\",\"name\":\"X\",\"data\":1}|channels must be an array, got \"c\"",
                "{\"channel\":\"c\",\"name\":7,\"data\":1}|The event name must be a string, got 7",
                "{\"channels\":[\"\"],\"name\":\"X\",\"data\":1}|\"\": channel name must not be empty",
                "{\"channel\":\"PresenceChannelUpdated\",\"name\":\"X\",\"data\":1}"
                        + "|\"PresenceChannelUpdated\" is no channel: Canyon or Redis use this name themselves",
            })
    void what_cannot_be_published_is_named(String body, String error) {
        assertThat(refused(body).answer()).isEqualTo(error);
    }

    @Test
    void a_control_character_in_a_channel_name_is_named() {
        assertThat(refused("{\"channel\":\"a\\nb\",\"name\":\"X\",\"data\":1}").answer())
                .endsWith("channel name must not hold control characters, got U+000A at 1");
    }

    @Test
    void names_that_are_too_long_are_cut_and_their_limit_is_told() {
        String longName = "n".repeat(201);

        assertThat(refused("{\"channel\":\"c\",\"name\":\"" + longName + "\",\"data\":1}")
                        .answer())
                .isEqualTo("The event name \"" + "n".repeat(100)
                        + "…\" must have at most 200 characters (canyon.limits.event-name-length)");
        assertThat(refused("{\"channel\":\"" + longName + "\",\"name\":\"X\",\"data\":1}")
                        .answer())
                .contains("at most 200 characters (canyon.limits.channel-name-length)");
    }

    @Test
    void more_channels_than_one_event_may_have_are_refused() throws Exception {
        assertThat(parse(eventFor(100)).broadcasts()).hasSize(100);
        assertThat(refused(eventFor(101)).answer())
                .isEqualTo("An event can go to at most 100 channels at once, got 101");
    }

    @Test
    void garbage_is_refused_and_breaks_nothing() {
        Random random = new Random(9);
        byte[] valid = "{\"channels\":[\"c1\",\"c2\"],\"name\":\"X\",\"data\":\"{\\\"n\\\":3}\",\"socket_id\":\"1.2\"}"
                .getBytes(UTF_8);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] body = valid.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                understood += parse(body).broadcasts().isEmpty() ? 0 : 1;
            } catch (RefusedRequestException e) {
                assertThat(e.status()).isEqualTo(400);
            }
        }
        assertThat(understood).isPositive();
    }

    private static String eventFor(int channelCount) {
        String channels =
                IntStream.range(0, channelCount).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(","));
        return "{\"channels\":[" + channels + "],\"name\":\"X\",\"data\":1}";
    }

    private static JsonArray arguments(Broadcast broadcast) {
        return RecordedRequest.array("[%s,%s,%s]"
                .formatted(
                        JsonText.ofString(broadcast.event()),
                        JsonText.ofString(broadcast.channel().text()),
                        broadcast.data()));
    }

    private static PublishRequest parse(String body) throws RefusedRequestException {
        return parse(body.getBytes(UTF_8));
    }

    private static PublishRequest parse(byte[] body) throws RefusedRequestException {
        return PublishRequest.parse(body, TestApps.directory().standard());
    }

    private static RefusedRequestException refused(String body) {
        return refused(body.getBytes(UTF_8));
    }

    private static RefusedRequestException refused(byte[] body) {
        return catchThrowableOfType(RefusedRequestException.class, () -> parse(body));
    }
}
