package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.app.App;
import canyon.app.TestApps;
import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.SocketId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventQuestionTest {
    private static final App APP = TestApps.directory().standard();

    @Test
    void an_event_goes_to_each_channel_once_with_its_data_as_written() throws RefusalException {
        EventQuestion event = event("""
                {"channels":["a","b","a"],"event":"shipped","data":{"x": 1.50},"socketId":"1.2"}""");

        assertThat(event.broadcasts())
                .extracting(Broadcast::channel)
                .containsExactly(new ChannelName("a"), new ChannelName("b"));
        assertThat(event.broadcasts()).extracting(each -> each.data().text()).containsOnly("{\"x\": 1.50}");
        assertThat(event.except()).isEqualTo(new SocketId("1.2"));
    }

    @Test
    void a_string_that_holds_JSON_means_it_and_any_other_itself() throws RefusalException {
        assertThat(event("{\"channels\":[\"a\"],\"event\":\"e\",\"data\":\"{\\\"x\\\":1}\"}")
                        .payload()
                        .value()
                        .text())
                .isEqualTo("{\"x\":1}");
        assertThat(event("{\"channels\":[\"a\"],\"event\":\"e\",\"data\":\"hello\"}")
                        .payload()
                        .value()
                        .text())
                .isEqualTo("\"hello\"");
        assertThat(event("{\"channels\":[\"a\"],\"event\":\"e\",\"data\":\"[info] x\",\"text\":true}")
                        .payload()
                        .value()
                        .text())
                .isEqualTo("\"[info] x\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"channels\":[\"a\"],\"event\":\"e\",\"data\":\"{broken\"}|data begins like JSON but is none",
                "{\"channels\":[\"a\"],\"event\":\"e\"}|data is missing",
                "{\"channels\":[\"a\"],\"data\":1}|event is missing",
                "{\"channels\":[\"a\"],\"event\":7,\"data\":1}|event must be a string, got 7",
                "{\"channels\":[],\"event\":\"e\",\"data\":1}|channels must be an array with a name",
                "{\"event\":\"e\",\"data\":1}|channels must be an array with a name",
                "{\"channels\":\"a\",\"event\":\"e\",\"data\":1}|channels must be an array",
                "{\"channels\":[5],\"event\":\"e\",\"data\":1}|channels must hold strings, got 5",
                "{\"channels\":[\"\"],\"event\":\"e\",\"data\":1}|channels: channel name must not be empty",
                "{\"channels\":[\"PresenceChannelUpdated\"],\"event\":\"e\",\"data\":1}|themselves",
                "{\"channels\":[\"a\",\"private-encrypted-b\"],\"event\":\"e\",\"data\":1}|encrypted channel",
                "[1]|The body must be a JSON object",
                "{\"channels\":|The body is no JSON"
            })
    void what_is_wrong_is_named(String body, String problem) {
        assertThatThrownBy(() -> event(body))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused -> assertThat(refused.status()).isEqualTo(422))
                .hasMessageContaining(problem);
    }

    @Test
    void limits_are_those_of_the_HTTP_API() {
        assertThatThrownBy(() -> event("{\"channels\":[\"" + "c".repeat(201) + "\"],\"event\":\"e\",\"data\":1}"))
                .hasMessage("channels: a name must have at most 200 characters, got 201");
        assertThatThrownBy(() -> event("{\"channels\":[\"c\"],\"event\":\"" + "e".repeat(201) + "\",\"data\":1}"))
                .hasMessage("event must have at most 200 characters, got 201");
        assertThatThrownBy(
                        () -> event("{\"channels\":[\"c\"],\"event\":\"e\",\"data\":\"" + "d".repeat(102_401) + "\"}"))
                .hasMessage("data must have at most 102400 bytes, got 102401");
    }

    private static EventQuestion event(String body) throws RefusalException {
        return EventQuestion.of(
                Question.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), 1_000_000), APP);
    }
}
