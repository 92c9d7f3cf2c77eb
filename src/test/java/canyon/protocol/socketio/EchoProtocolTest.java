package canyon.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.ClientMessage.Subscribe;
import canyon.message.ClientMessage.Unknown;
import canyon.message.ClientMessage.Unsubscribe;
import canyon.message.JsonText;
import canyon.message.ServerMessage;
import canyon.protocol.MalformedMessageException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EchoProtocolTest {
    private final EchoProtocol protocol = new EchoProtocol();

    /** Transcripts 02, 04, 08, 20 and 21, where the original did not reprint what it got. */
    @ParameterizedTest
    @CsvFileSource(resources = "/wire/echo/events.csv", delimiter = '\t', quoteCharacter = '\u0001', numLinesToSkip = 1)
    void events_look_as_recorded(String channel, String event, String data, String frame) {
        ServerMessage message = new ServerMessage.Event(new ChannelName(channel), event, new JsonText(data));

        assertThat(protocol.encode(message).text()).isEqualTo(frame);
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "/wire/echo/requests.csv",
            delimiter = '\t',
            quoteCharacter = '\u0001',
            numLinesToSkip = 1)
    void requests_are_understood_as_recorded(String frame, String verb, String channel, String auth)
            throws MalformedMessageException {
        ClientMessage expected =
                verb.equals("subscribe") ? new Subscribe(channel, new JsonText(auth)) : new Unsubscribe(channel);

        assertThat(decode(frame)).contains(expected);
    }

    @Test
    void data_reaches_the_client_as_Laravel_wrote_it() {
        JsonText data = new JsonText("{\"n\":12345678901234567890,\"f\":1.0,\"e\":1e400,\"s\":\"\\u00e9\\/\"}");

        assertThat(protocol.encode(new ServerMessage.Event(new ChannelName("c"), "Big", data))
                        .text())
                .isEqualTo("42[\"Big\",\"c\"," + data + "]");
    }

    @Test
    void a_refusal_names_the_channel_first() {
        assertThat(protocol.encode(new ServerMessage.SubscriptionError("a\"b\ud800", 403, "closed"))
                        .text())
                .isEqualTo("42[\"subscription_error\",\"a\\\"b\\ud800\",403]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"subscribe\"]",
                "42[\"subscribe\",null]",
                "42[\"subscribe\",5]",
                "42[\"subscribe\",\"orders\"]",
                "42[\"subscribe\",[]]",
                "42[\"subscribe\",{}]",
                "42[\"subscribe\",{\"channel\":null}]",
                "42[\"subscribe\",{\"channel\":5}]",
                "42[\"subscribe\",{\"channel\":\"\"}]",
                "42[\"subscribe\",{\"channel\":{\"channel\":\"orders\"}}]",
                "42[\"unsubscribe\"]",
                "42[\"unsubscribe\",null]",
                "42[\"unsubscribe\",{\"channel\":[]}]"
            })
    void a_request_that_names_no_channel_is_ignored(String frame) throws MalformedMessageException {
        assertThat(decode(frame)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"subscribe\",{\"channel\":\"orders\"}]",
                "42[\"subscribe\",{\"channel\":\"orders\",\"auth\":null}]",
                "42[\"subscribe\",{\"channel\":\"orders\",\"auth\":\"x\"}]",
                "42[\"subscribe\",{\"channel\":\"a\",\"channel\":\"orders\"},\"more\"]"
            })
    void a_subscription_without_credentials_has_empty_ones(String frame) throws MalformedMessageException {
        assertThat(decode(frame)).contains(new Subscribe("orders", JsonText.EMPTY_OBJECT));
    }

    @Test
    void any_other_event_is_a_value() throws MalformedMessageException {
        assertThat(decode("42[\"Subscribe\",{\"channel\":\"orders\"}]")).contains(new Unknown("Subscribe"));
        assertThat(decode("42[\"client-typing\",{\"channel\":\"orders\"}]")).contains(new Unknown("client-typing"));
        assertThat(decode("42[\"\"]")).contains(new Unknown(""));
    }

    private Optional<ClientMessage> decode(String frame) throws MalformedMessageException {
        JsonText data =
                Objects.requireNonNull(PacketCodec.decode(frame.substring(1)).data());
        List<JsonText> elements = data.elements();
        return protocol.decode(elements.get(0).string(), elements.subList(1, elements.size()));
    }
}
