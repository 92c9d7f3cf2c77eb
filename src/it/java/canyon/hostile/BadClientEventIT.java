package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import jakarta.json.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadClientEventIT extends AmongMembers {
    /** What is wrong with an argument that names the room. */
    private static final List<String> REQUESTS = List.of(
            "null",
            "5",
            "true",
            "[]",
            "{}",
            "[{\"channel\":$,\"event\":\"client-x\"}]",
            "{\"channel\":$}",
            "{\"channel\":$,\"event\":null,\"data\":1}",
            "{\"channel\":$,\"event\":5,\"data\":1}",
            "{\"channel\":$,\"event\":[\"client-x\"],\"data\":1}",
            "{\"channel\":$,\"event\":{\"client-x\":1},\"data\":1}",
            "{\"channel\":$,\"event\":\"\",\"data\":1}",
            "{\"channel\":$,\"event\":\"typing\",\"data\":1}",
            "{\"channel\":$,\"event\":\"client\",\"data\":1}",
            "{\"channel\":$,\"event\":\"x-client-y\",\"data\":1}",
            "{\"channel\":$,\"event\":\" client-x\",\"data\":1}",
            "{\"channel\":$,\"event\":\"Client-x\",\"data\":1}",
            "{\"channel\":$,\"event\":\"presence:joining\",\"data\":{\"user_id\":\"1\"}}",
            "{\"channel\":$,\"event\":\"connect\",\"data\":1}",
            "{\"channel\":$,\"EVENT\":\"client-x\",\"data\":1}",
            "{\"channel\":[$],\"event\":\"client-x\",\"data\":1}",
            "{\"channel\":{\"name\":$},\"event\":\"client-x\",\"data\":1}",
            "{\"channel\":null,\"event\":\"client-x\",\"data\":1}",
            "{\"channel\":\"\",\"event\":\"client-x\",\"data\":1}",
            "{\"channel\":\"presence-\",\"event\":\"client-x\",\"data\":1}",
            "{\"event\":\"client-x\",\"data\":1}");

    /** Of a string that should hold JSON. */
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "{",
            "}",
            "null",
            "5",
            "[]",
            "\"\"",
            "{\"channel\":",
            "{'channel':1}",
            "\u0000",
            "{}{}",
            "undefined");

    BadClientEventIT(CanyonServer canyon, RedisServerFixture redis, LaravelApp app) throws IOException {
        super(canyon, redis, app);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void what_is_no_client_event_reaches_nobody(int version) throws IOException {
        String name = Json.createValue(room).toString();
        try (Intruder neighbour = neighbour(2);
                Intruder stranger = Intruder.at(peer, version)) {
            for (String request : REQUESTS) {
                String argument = request.replace("$", name);
                neighbour.send("42[\"client event\"," + argument + "]");
                neighbour.send("42[\"client event\"," + Json.createValue(argument) + "]");
                neighbour.isUnharmed();
                stranger.send("42[\"client event\"," + argument + "]");
                stranger.isUnharmed();
            }
            neighbour.send("42[\"client event\"]");
            neighbour.isUnharmed();

            neighbour.whisper(room, "client-x", "1");
            assertThat(member.hear()).isEqualTo("42[\"client-x\",\"" + room + "\",1]");
            goes(neighbour, 2);
        }
    }

    @Test
    void a_string_that_holds_no_request_is_ignored() throws IOException {
        try (Intruder neighbour = neighbour(2)) {
            for (String text : TEXTS) {
                for (String event : List.of("client event", "subscribe", "unsubscribe")) {
                    neighbour.send("42[\"" + event + "\"," + Json.createValue(text) + "]");
                    neighbour.isUnharmed();
                }
            }
            goes(neighbour, 2);
        }
    }

    @Test
    void a_stranger_is_heard_in_no_channel_that_needs_an_authorization() throws IOException {
        try (Intruder neighbour = neighbour(2);
                Intruder stranger = Intruder.at(peer, 4)) {
            stranger.whisper(room, "client-x", "1");
            stranger.subscribe(room, "{}");
            stranger.whisper(room, "client-x", "2");
            assertThat(stranger.hear()).isEqualTo("42[\"subscription_error\",\"" + room + "\",403]");
            stranger.whisper(room, "client-x", "3");
            stranger.whisper(member.id(), "client-x", "4");
            stranger.isUnharmed();
            neighbour.unsubscribe(room);
            neighbour.whisper(room, "client-x", "5");
            neighbour.isUnharmed();

            assertThat(member.hear()).startsWith("42[\"presence:leaving\",");
        }
    }

    @Test
    void nobody_whispers_on_a_public_channel() throws IOException {
        try (Intruder one = Intruder.at(peer, 4);
                Intruder other = Intruder.at(peer, 4)) {
            for (Intruder intruder : List.of(one, other)) {
                intruder.subscribe("open-whispers");
                intruder.isUnharmed();
            }

            one.whisper("open-whispers", "client-x", "1");
            one.isUnharmed();
            laravel.event("open-whispers", "E", "2");

            assertThat(other.hear()).isEqualTo("42[\"E\",\"open-whispers\",2]");
            assertThat(one.hear()).isEqualTo("42[\"E\",\"open-whispers\",2]");
        }
    }

    @Test
    void any_json_may_be_whispered_and_arrives_as_it_was_written() throws IOException {
        List<String> values = List.of(
                "null",
                "0",
                "-1.50e+300",
                "12345678901234567890",
                "\"\"",
                "\"\\u0000\\ud83e\\udd8a\"",
                "[[[]]]",
                "{\"__proto__\":{\"x\":1},\"a\":1,\"a\":2}");
        try (Intruder neighbour = neighbour(2)) {
            for (String value : values) {
                neighbour.whisper(room, "client-x", value);
                assertThat(member.hear()).isEqualTo("42[\"client-x\",\"" + room + "\"," + value + "]");
            }
            goes(neighbour, 2);
        }
    }

    @Test
    void the_name_of_a_client_event_has_at_most_200_characters() throws IOException {
        String longest = "client-" + "a".repeat(193);
        try (Intruder neighbour = neighbour(2)) {
            neighbour.whisper(room, longest + "a", "1");
            neighbour.whisper(room, "client-" + "a".repeat(10_000), "2");
            neighbour.whisper(room, longest, "3");

            assertThat(member.hear()).isEqualTo("42[\"" + longest + "\",\"" + room + "\",3]");
            goes(neighbour, 2);
        }
    }
}
