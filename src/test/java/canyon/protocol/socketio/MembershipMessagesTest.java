package canyon.protocol.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.ChannelName;
import canyon.message.ClientMessage.ClientEvent;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.ServerMessage;
import canyon.message.SocketId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What private and presence channels add to the dialect. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MembershipMessagesTest {
    private static final ChannelName ROOM = new ChannelName("presence-room");

    private final EchoProtocol protocol = new EchoProtocol();
    private final Presence zoe = presence("{\"user_id\":\"2\",\"user_info\":{\"name\":\"Zoë 🦊\"}}", "sockB");
    private final Presence bob = presence("{\"user_id\":1}", "sockA");

    /** Transcript 06. */
    @Test
    void presence_looks_as_recorded() {
        assertThat(text(new ServerMessage.PresenceSubscribed(ROOM, List.of(zoe, bob))))
                .isEqualTo("42[\"presence:subscribed\",\"presence-room\","
                        + "[{\"user_id\":\"2\",\"user_info\":{\"name\":\"Zoë 🦊\"},\"socketId\":\"sockB\"},"
                        + "{\"user_id\":1,\"socketId\":\"sockA\"}]]");
        assertThat(text(new ServerMessage.PresenceJoined(ROOM, zoe)))
                .isEqualTo("42[\"presence:joining\",\"presence-room\","
                        + "{\"user_id\":\"2\",\"user_info\":{\"name\":\"Zoë 🦊\"},\"socketId\":\"sockB\"}]");
        assertThat(text(new ServerMessage.PresenceLeft(ROOM, zoe.member())))
                .isEqualTo("42[\"presence:leaving\",\"presence-room\","
                        + "{\"user_id\":\"2\",\"user_info\":{\"name\":\"Zoë 🦊\"}}]");
    }

    @Test
    void a_list_of_members_is_a_list_also_when_it_is_empty_and_stays_as_it_was() {
        List<Presence> members = new ArrayList<>();
        ServerMessage message = new ServerMessage.PresenceSubscribed(ROOM, members);
        members.add(bob);

        assertThat(text(message)).isEqualTo("42[\"presence:subscribed\",\"presence-room\",[]]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 204, 403, 413, 503})
    void a_refusal_has_its_reason_only_if_that_is_wanted(int status) {
        ServerMessage refusal = new ServerMessage.SubscriptionError("private-a\"", status, "too \"many\"\n");

        assertThat(text(refusal)).isEqualTo("42[\"subscription_error\",\"private-a\\\"\"," + status + "]");
        assertThat(new EchoProtocol(false).encode(refusal).text()).isEqualTo(text(refusal));
        assertThat(new EchoProtocol(true).encode(refusal).text())
                .isEqualTo("42[\"subscription_error\",\"private-a\\\"\"," + status
                        + ",{\"reason\":\"too \\\"many\\\"\\u000a\"}]");
    }

    @Test
    void only_refusals_have_details() {
        ServerMessage joined = new ServerMessage.PresenceJoined(ROOM, bob);

        assertThat(new EchoProtocol(true).encode(joined).text()).isEqualTo(text(joined));
    }

    /** Transcript 07: both forms. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"channel\":\"private-chat\",\"event\":\"client-typing\",\"data\":{\"n\":1.0}} | {\"n\":1.0}",
                "{\"data\":{\"n\":1.0},\"event\":\"client-typing\",\"channel\":\"private-chat\",\"more\":1} | {\"n\":1.0}",
                "{\"channel\":\"private-chat\",\"event\":\"client-typing\",\"data\":null} | null",
                "{\"channel\":\"private-chat\",\"event\":\"client-typing\"} | null",
                "{\"channel\":\"private-chat\",\"event\":\"client-typing\",\"data\":\"text\"} | \"text\"",
                "{\"channel\":\"private-chat\",\"event\":\"client-typing\",\"data\":[1, 2]} | [1, 2]"
            })
    void a_client_event_is_an_object_or_a_string_that_holds_one(String request, String data) {
        ClientEvent event = new ClientEvent("private-chat", "client-typing", json(data));

        assertThat(protocol.decode("client event", List.of(json(request)))).contains(event);
        assertThat(protocol.decode("client event", List.of(JsonText.ofString(request))))
                .contains(event);
        assertThat(protocol.decode("client event", List.of(JsonText.ofString(" \n" + request + " "), JsonText.NULL)))
                .contains(event);
    }

    @Test
    void names_are_passed_on_unchecked() {
        assertThat(protocol.decode("client event", List.of(json("{\"channel\":\"a\\nb\",\"event\":\"x\",\"data\":1}"))))
                .contains(new ClientEvent("a\nb", "x", json("1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "5",
                "[]",
                "[{\"channel\":\"a\",\"event\":\"client-b\"}]",
                "{}",
                "{\"channel\":\"a\"}",
                "{\"event\":\"client-b\"}",
                "{\"channel\":\"\",\"event\":\"client-b\"}",
                "{\"channel\":\"a\",\"event\":\"\"}",
                "{\"channel\":null,\"event\":\"client-b\"}",
                "{\"channel\":\"a\",\"event\":null}",
                "{\"channel\":[\"a\"],\"event\":\"client-b\"}",
                "{\"channel\":\"a\",\"event\":{}}",
                "{\"channel\":5,\"event\":\"client-b\"}",
                "{\"Channel\":\"a\",\"event\":\"client-b\"}"
            })
    void what_names_no_channel_or_no_event_is_ignored(String request) {
        assertThat(protocol.decode("client event", List.of(json(request)))).isEmpty();
        assertThat(protocol.decode("client event", List.of(JsonText.ofString(request))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "text", "{\"channel\":\"a\",\"event\":\"client-b\"", "{'channel':'a'}", "\ud800"})
    void a_string_that_is_no_JSON_is_ignored(String text) {
        assertThat(protocol.decode("client event", List.of(JsonText.ofString(text))))
                .isEmpty();
    }

    @Test
    void a_string_in_a_string_is_ignored() {
        JsonText once = JsonText.ofString("{\"channel\":\"a\",\"event\":\"client-b\"}");

        assertThat(protocol.decode("client event", List.of(JsonText.ofString(once.text()))))
                .isEmpty();
    }

    @Test
    void an_event_without_arguments_is_ignored() {
        assertThat(protocol.decode("client event", List.of())).isEmpty();
    }

    private String text(ServerMessage message) {
        return protocol.encode(message).text();
    }

    private static Presence presence(String data, String socket) {
        return new Presence(Member.of(json(data)).orElseThrow(), new SocketId(socket));
    }

    private static JsonText json(String text) {
        try {
            return JsonText.parse(text);
        } catch (MalformedJsonException e) {
            throw new AssertionError(text, e);
        }
    }
}
