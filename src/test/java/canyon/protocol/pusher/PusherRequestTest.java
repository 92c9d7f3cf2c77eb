package canyon.protocol.pusher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.protocol.MalformedMessageException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherRequestTest {
    private final PusherProtocol protocol = new PusherProtocol();

    @Test
    void a_subscription_carries_what_was_given_for_it() throws MalformedMessageException {
        String data = "{\"channel\":\"private-x\",\"auth\":\"k:s\"}";

        assertThat(protocol.decode("{\"event\":\"pusher:subscribe\",\"data\":" + data + "}"))
                .isEqualTo(new ClientMessage.Subscribe("private-x", new JsonText(data)));
    }

    /** Some libraries encode data twice here too. */
    @Test
    void data_may_be_a_string_that_holds_the_object() throws MalformedMessageException {
        assertThat(protocol.decode("{\"event\":\"pusher:unsubscribe\",\"data\":\"{\\\"channel\\\":\\\"x\\\"}\"}"))
                .isEqualTo(new ClientMessage.Unsubscribe("x"));
    }

    @Test
    void clients_ping_and_pong_and_sign_in() throws MalformedMessageException {
        assertThat(protocol.decode("{\"event\":\"pusher:ping\",\"data\":{}}")).isEqualTo(new ClientMessage.Ping());
        assertThat(protocol.decode("{\"event\":\"pusher:pong\"}")).isEqualTo(new ClientMessage.Pong());
        assertThat(protocol.decode("{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"k:s\",\"user_data\":\"{}\"}}"))
                .isEqualTo(new ClientMessage.SignIn("k:s", "{}"));
    }

    @Test
    void a_client_event_keeps_its_data_as_it_is() throws MalformedMessageException {
        assertThat(protocol.decode("{\"event\":\"client-hi\",\"channel\":\"private-x\",\"data\":{\"n\":1.0}}"))
                .isEqualTo(new ClientMessage.ClientEvent("private-x", "client-hi", new JsonText("{\"n\":1.0}")));
        assertThat(protocol.decode("{\"event\":\"client-hi\",\"channel\":\"private-x\"}"))
                .isEqualTo(new ClientMessage.ClientEvent("private-x", "client-hi", JsonText.NULL));
    }

    @Test
    void what_nobody_knows_is_told_apart_from_what_is_malformed() throws MalformedMessageException {
        assertThat(protocol.decode("{\"event\":\"pusher:dance\"}"))
                .isEqualTo(new ClientMessage.Unknown("pusher:dance"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello | no JSON",
                "[1] | a JSON object, got [1]",
                "{} | name its event",
                "{\"event\":5} | name its event",
                "{\"event\":\"pusher:subscribe\"} | data of pusher:subscribe must be an object, got null",
                "{\"event\":\"pusher:subscribe\",\"data\":[]} | data of pusher:subscribe must be an object, got []",
                "{\"event\":\"pusher:subscribe\",\"data\":\"{\"} | data of pusher:subscribe is no JSON",
                "{\"event\":\"pusher:subscribe\",\"data\":{}} | pusher:subscribe needs channel",
                "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"\"}} | pusher:subscribe needs channel",
                "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":5}} | pusher:subscribe needs channel",
                "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"k:s\"}} | pusher:signin needs user_data",
                "{\"event\":\"client-hi\"} | client-hi needs channel",
            })
    void the_client_can_be_told_what_is_wrong(String text, String reason) {
        assertThatThrownBy(() -> protocol.decode(text))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_sign_in_hides_its_signature() {
        assertThat(new ClientMessage.SignIn("k:secret", "{}").toString()).doesNotContain("secret");
    }
}
