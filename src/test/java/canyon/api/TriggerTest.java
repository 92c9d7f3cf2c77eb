package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.app.App;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Payload;
import canyon.message.SocketId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TriggerTest {
    private static final App SHOP = TestApp.named("shop");

    @Test
    void an_event_goes_to_each_of_its_channels_once() throws Exception {
        assertThat(parse("{\"name\":\"X\",\"data\":\"1\",\"channels\":[\"a\",\"b\",\"a\"],\"socket_id\":\"1.2\"}")
                        .broadcasts())
                .containsExactly(broadcast("a"), broadcast("b"));
    }

    private static Broadcast broadcast(String channel) {
        return new Broadcast(
                new ChannelName("shop", channel),
                "X",
                Payload.ofWritten(new JsonText("\"1\"")),
                new SocketId("1.2"),
                null);
    }

    @Test
    void a_string_stays_as_it_is_for_pushers_clients_and_means_its_json_for_others() throws Exception {
        Payload payload = parse("{\"name\":\"X\",\"channel\":\"a\",\"data\":\"{\\\"n\\\": 1.0}\"}")
                .payload();

        assertThat(payload.value()).isEqualTo(new JsonText("{\"n\": 1.0}"));
        assertThat(payload.quoted()).isEqualTo(new JsonText("\"{\\\"n\\\": 1.0}\""));
    }

    @Test
    void data_may_be_empty_and_may_be_json_itself() throws Exception {
        assertThat(parse("{\"name\":\"X\",\"channel\":\"a\",\"data\":\"\"}")
                        .payload()
                        .value())
                .isEqualTo(new JsonText("\"\""));
        assertThat(parse("{\"name\":\"X\",\"channel\":\"a\",\"data\":{\"n\":1}}")
                        .payload()
                        .quoted())
                .isEqualTo(new JsonText("\"{\\\"n\\\":1}\""));
    }

    @Test
    void parameters_that_are_null_are_none() throws Exception {
        Trigger trigger = parse(
                "{\"name\":\"X\",\"data\":\"1\",\"channels\":null,\"channel\":\"a\",\"socket_id\":null,\"info\":null}");

        assertThat(trigger.except()).isNull();
        assertThat(trigger.info()).isEmpty();
        assertThat(trigger.channels()).containsExactly(SHOP.channel("a"));
    }

    @Test
    void info_names_what_the_answer_shall_tell() throws Exception {
        assertThat(parse(
                                "{\"name\":\"X\",\"data\":\"1\",\"channel\":\"a\",\"info\":\"subscription_count, user_count\"}")
                        .info())
                .containsExactlyInAnyOrder(Attribute.USER_COUNT, Attribute.SUBSCRIPTION_COUNT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":\"\",\"channel\":\"a\"}|name is missing",
                "{\"name\":\"\",\"data\":\"\",\"channel\":\"a\"}|name must not be empty",
                "{\"name\":7,\"data\":\"\",\"channel\":\"a\"}|name must be a string, got 7",
                "{\"name\":\"nnnnnnnnnnnnnnnnnnnnn\",\"data\":\"\",\"channel\":\"a\"}"
                        + "|The event name \"nnnnnnnnnnnnnnnnnnnnn\" must have at most 20 characters"
                        + " (maxEventNameLength), got 21",
                "{\"name\":\"X\",\"channel\":\"a\"}|data is missing",
                "{\"name\":\"X\",\"channel\":\"a\",\"data\":null}|data is missing",
                "{\"name\":\"X\",\"data\":\"\"}|channels or channel is missing",
                "{\"name\":\"X\",\"data\":\"\",\"channels\":[]}|channels must hold the name of a channel",
                "{\"name\":\"X\",\"data\":\"\",\"channels\":\"a\"}|channels must be an array, got \"a\"",
                "{\"name\":\"X\",\"data\":\"\",\"channels\":[\"a\",5]}|A channel name must be a string, got 5",
                "{\"name\":\"X\",\"data\":\"\",\"channels\":[\"a\",\"b\",\"c\",\"d\"]}"
                        + "|An event can go to at most 3 channels at once (maxEventChannelsAtOnce), got 4",
                "{\"name\":\"X\",\"data\":\"\",\"channel\":\"PresenceChannelUpdated\"}"
                        + "|\"PresenceChannelUpdated\" is no channel: Canyon or Redis use this name themselves",
                "{\"name\":\"X\",\"data\":\"\",\"channels\":[\"private-encrypted-a\",\"b\"]}"
                        + "|An event for an encrypted channel cannot go to other channels at once",
                "{\"name\":\"X\",\"data\":\"\",\"channels\":[\"private-encrypted-a\",\"private-encrypted-b\"]}"
                        + "|An event for an encrypted channel cannot go to other channels at once",
                "{\"name\":\"X\",\"data\":\"\",\"channel\":\"a\",\"info\":\"cache\"}"
                        + "|info may hold user_count, subscription_count, got cache",
                "{\"name\":\"X\",\"data\":\"\",\"channel\":\"a\",\"info\":1}|info must be a string, got 1"
            })
    void what_cannot_be_published_is_named(String event, String error) {
        RefusedRequestException refusal = refused(event);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.answer()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.", ".2", "1.2.3", "a.b", "1.2 ", "1,2", "-1.2"})
    void a_socket_id_is_two_numbers(String socketId) {
        assertThat(refused("{\"name\":\"X\",\"data\":\"\",\"channel\":\"a\",\"socket_id\":\"" + socketId + "\"}")
                        .answer())
                .isEqualTo("socket_id must be two numbers with a dot between them, got \"" + socketId + "\"");
    }

    @Test
    void one_encrypted_channel_alone_is_routed() throws Exception {
        assertThat(parse("{\"name\":\"X\",\"data\":\"\",\"channels\":[\"private-encrypted-a\"]}")
                        .channels())
                .hasSize(1);
    }

    @Test
    void data_is_measured_in_the_bytes_of_the_string() throws Exception {
        String most = "é".repeat(50);
        assertThat(parse(withData(most)).payload().value()).isEqualTo(JsonText.ofString(most));

        RefusedRequestException refusal = refused(withData(most + "a"));

        assertThat(refusal.status()).isEqualTo(413);
        assertThat(refusal.answer())
                .isEqualTo("The data of an event must have at most 100 bytes (maxEventPayloadBytes), got 101");
    }

    @Test
    void a_batch_keeps_its_order() throws Exception {
        assertThat(
                        batch(
                                "[{\"name\":\"X\",\"data\":\"\",\"channel\":\"b\"},{\"name\":\"Y\",\"data\":\"\",\"channel\":\"a\"}]"))
                .extracting(Trigger::event)
                .containsExactly("X", "Y");
        assertThat(batch("[]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|batch must be an array, got {}",
                "[{},{},{}]|A batch can hold at most 2 events (maxEventBatchSize), got 3",
                "[7]|Each event of a batch must be a JSON object, got 7",
                "[{\"name\":\"X\",\"data\":\"\",\"channel\":\"a\"},{\"name\":\"X\"}]|channels or channel is missing",
                "[{\"name\":\"X\",\"data\":\"\",\"channels\":[\"a\",\"b\"]}]|Each event of a batch must have one channel"
            })
    void a_batch_with_a_mistake_is_refused_as_a_whole(String batch, String error) {
        assertThat(catchThrowableOfType(RefusedRequestException.class, () -> batch(batch))
                        .answer())
                .isEqualTo(error);
    }

    private static String withData(String data) {
        return "{\"name\":\"X\",\"channel\":\"a\",\"data\":\"" + data + "\"}";
    }

    private static List<Trigger> batch(String events) throws RefusedRequestException, MalformedJsonException {
        return Trigger.batch(Map.of("batch", JsonText.parse(events)), SHOP);
    }

    private static Trigger parse(String event) throws RefusedRequestException, MalformedJsonException {
        return Trigger.parse(JsonText.parse(event).members(), SHOP);
    }

    private static RefusedRequestException refused(String event) {
        return catchThrowableOfType(RefusedRequestException.class, () -> parse(event));
    }
}
