package canyon.protocol.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Member;
import canyon.message.Payload;
import canyon.message.Presence;
import canyon.message.ServerMessage;
import canyon.message.SocketId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of "Pusher Channels Protocol". */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherProtocolTest {
    private static final ChannelName ORDERS = new ChannelName("shop", "orders");
    private static final ChannelName ROOM = new ChannelName("presence-room");

    private final PusherProtocol protocol = new PusherProtocol();

    @Test
    void a_connection_hears_its_socket_id_and_when_to_ping() {
        assertThat(encoded(new ServerMessage.Connected(new SocketId("1.2"), Duration.ofMinutes(2))))
                .isEqualTo("{\"event\":\"pusher:connection_established\","
                        + "\"data\":\"{\\\"socket_id\\\":\\\"1.2\\\",\\\"activity_timeout\\\":120}\"}");
    }

    /** pusher-js takes 0 for a missing value and gives up. */
    @Test
    void the_time_to_ping_is_never_0() {
        assertThat(encoded(new ServerMessage.Connected(new SocketId("1.2"), Duration.ofMillis(10))))
                .contains("\\\"activity_timeout\\\":1}");
    }

    @Test
    void data_of_an_event_is_a_string_that_holds_JSON() {
        ServerMessage event =
                new ServerMessage.Event(ORDERS, "Shipped", new JsonText("{\"id\":1.0,\"é\":\"\\u00e9\"}"));

        assertThat(encoded(event))
                .isEqualTo("{\"event\":\"Shipped\",\"channel\":\"orders\","
                        + "\"data\":\"{\\\"id\\\":1.0,\\\"é\\\":\\\"\\\\u00e9\\\"}\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"hello\" | \"hello\"", // no JSON: as it is
                "\"5\" | \"\\\"5\\\"\"", // would become a number
                "5 | \"5\"",
                "null | \"null\"",
                "[1] | \"[1]\"",
            })
    void a_client_makes_the_same_value_of_it_again(String value, String data) throws MalformedJsonException {
        ServerMessage event = new ServerMessage.Event(ORDERS, "e", JsonText.parse(value));

        assertThat(encoded(event)).endsWith(",\"data\":" + data + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"{\\\"a\\\" : 1}\" | {\"a\" : 1}",
                "\"plain\" | \"plain\"",
                "{\"a\":1} | {\"a\":1}",
            })
    void what_came_by_this_protocol_goes_back_unchanged_and_means_its_JSON(String written, String value)
            throws MalformedJsonException {
        Payload payload = Payload.ofWritten(JsonText.parse(written));

        assertThat(encoded(new ServerMessage.Event(ORDERS, "e", payload, null))).endsWith(",\"data\":" + written + "}");
        assertThat(payload.value().text()).isEqualTo(value);
    }

    @Test
    void a_client_event_on_a_presence_channel_names_its_sender() {
        Payload payload = Payload.ofWritten(new JsonText("{}"));

        assertThat(encoded(new ServerMessage.Event(ROOM, "client-hi", payload, "7")))
                .isEqualTo("{\"event\":\"client-hi\",\"channel\":\"presence-room\",\"data\":{},\"user_id\":\"7\"}");
    }

    @Test
    void subscriptions_are_confirmed() {
        assertThat(encoded(new ServerMessage.Subscribed(ORDERS)))
                .isEqualTo("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"orders\","
                        + "\"data\":\"{}\"}");
    }

    @Test
    void a_presence_channel_shows_each_user_once_by_its_id_as_a_string_the_oldest_first() {
        ServerMessage subscribed = new ServerMessage.PresenceSubscribed(
                ROOM,
                List.of(
                        presence("{\"user_id\":\"b\"}"),
                        presence("{\"user_id\":5,\"user_info\":{\"name\":\"Five\"}}"),
                        presence("{\"user_info\":\"without an id, by Socket.IO\"}")));

        assertThat(data(subscribed))
                .isEqualTo("{\"presence\":{\"ids\":[\"5\",\"b\"],"
                        + "\"hash\":{\"5\":{\"name\":\"Five\"},\"b\":null},\"count\":2}}");
    }

    @Test
    void members_come_and_go() {
        Presence five = presence("{\"user_id\":5,\"user_info\":{\"name\":\"Five\"}}");

        assertThat(data(new ServerMessage.PresenceJoined(ROOM, five)))
                .isEqualTo("{\"user_id\":\"5\",\"user_info\":{\"name\":\"Five\"}}");
        assertThat(data(new ServerMessage.PresenceLeft(ROOM, five.member()))).isEqualTo("{\"user_id\":\"5\"}");
    }

    @Test
    void somebody_without_an_id_is_not_spoken_of() {
        Presence nobody = presence("{\"name\":\"x\"}");
        Presence five = presence("{\"user_id\":5}");

        assertThat(protocol.knows(new ServerMessage.PresenceJoined(ROOM, nobody)))
                .isFalse();
        assertThat(protocol.knows(new ServerMessage.PresenceLeft(ROOM, nobody.member())))
                .isFalse();
        assertThat(protocol.knows(new ServerMessage.PresenceJoined(ROOM, five))).isTrue();
        assertThat(protocol.knows(new ServerMessage.PresenceLeft(ROOM, five.member())))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidRequest",
        "401, AuthError",
        "403, AuthError",
        "413, LimitReached",
        "429, LimitReached",
        "500, ServerError"
    })
    void a_refused_subscription_says_why(int status, String type) {
        assertThat(encoded(new ServerMessage.SubscriptionError("private-x", status, "a \"reason\"")))
                .isEqualTo("{\"event\":\"pusher:subscription_error\",\"channel\":\"private-x\",\"data\":{\"type\":\""
                        + type + "\",\"error\":\"a \\\"reason\\\"\",\"status\":" + status + "}}");
    }

    @Test
    void an_error_has_a_code_or_null() {
        assertThat(encoded(new ServerMessage.Failure(4301, "too fast")))
                .isEqualTo("{\"event\":\"pusher:error\",\"data\":{\"message\":\"too fast\",\"code\":4301}}");
        assertThat(encoded(new ServerMessage.Failure(null, "what?"))).endsWith("\"code\":null}}");
    }

    @Test
    void cache_misses_and_counts_name_their_channel() {
        assertThat(encoded(new ServerMessage.CacheMiss(ORDERS)))
                .isEqualTo("{\"event\":\"pusher:cache_miss\",\"channel\":\"orders\"}");
        assertThat(encoded(new ServerMessage.SubscriptionCount(ORDERS, 3)))
                .isEqualTo("{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"orders\","
                        + "\"data\":\"{\\\"subscription_count\\\":3}\"}");
    }

    @Test
    void pings_and_pongs_are_empty() {
        assertThat(encoded(new ServerMessage.Ping())).isEqualTo("{\"event\":\"pusher:ping\",\"data\":{}}");
        assertThat(encoded(new ServerMessage.Pong())).isEqualTo("{\"event\":\"pusher:pong\",\"data\":{}}");
    }

    @Test
    void a_sign_in_gives_the_description_back_as_it_was_signed() {
        assertThat(data(new ServerMessage.SignedIn("{\"id\": \"7\"}")))
                .isEqualTo("{\"user_data\":\"{\\\"id\\\": \\\"7\\\"}\"}");
    }

    @Test
    void watched_users_come_and_go() {
        assertThat(data(new ServerMessage.WatchedUsers(List.of("1", "2"), List.of("3"))))
                .isEqualTo("{\"events\":[{\"name\":\"online\",\"user_ids\":[\"1\",\"2\"]},"
                        + "{\"name\":\"offline\",\"user_ids\":[\"3\"]}]}");
        assertThat(data(new ServerMessage.WatchedUsers(List.of(), List.of("3"))))
                .isEqualTo("{\"events\":[{\"name\":\"offline\",\"user_ids\":[\"3\"]}]}");
    }

    private String encoded(ServerMessage message) {
        assertThat(protocol.knows(message)).isTrue();
        return protocol.encode(message).text();
    }

    /** What the string in {@code data} holds. */
    private String data(ServerMessage message) {
        try {
            return JsonText.parse(encoded(message))
                    .members()
                    .getOrDefault("data", JsonText.NULL)
                    .string();
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Presence presence(String description) {
        return new Presence(Member.of(new JsonText(description)).orElseThrow(), new SocketId("1.1"));
    }
}
