package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadEventIT extends AmongOthers {
    private static final List<String> ARGUMENTS = List.of(
            "",
            ",null",
            ",5",
            ",true",
            ",\"orders\"",
            ",[]",
            ",[\"orders\"]",
            ",{}",
            ",{\"channel\":null}",
            ",{\"channel\":5}",
            ",{\"channel\":{}}",
            ",{\"channel\":[\"orders\"]}",
            ",{\"channel\":\"\"}",
            ",{\"CHANNEL\":\"orders\"}",
            ",{\"channel\":\"orders\",\"channel\":null}",
            ",null,{\"channel\":\"orders\"}");

    BadEventIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void a_request_that_names_no_channel_is_ignored(int version) throws IOException {
        try (Intruder intruder = Intruder.at(peer, version)) {
            for (String event : List.of("subscribe", "unsubscribe", "client event")) {
                for (String arguments : ARGUMENTS) {
                    intruder.send("42[\"" + event + "\"" + arguments + "]");
                    intruder.isUnharmed();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void an_event_that_nobody_knows_is_ignored(int version) throws IOException {
        Stream<String> names = Stream.of(
                "",
                "connect",
                "connection",
                "connect_error",
                "disconnect",
                "disconnecting",
                "error",
                "newListener",
                "removeListener",
                "__proto__",
                "client event",
                "presence:joining",
                "\\ud800",
                "\\u0000");
        try (Intruder intruder = Intruder.at(peer, version)) {
            for (String name : names.toList()) {
                intruder.send("42[\"" + name + "\",{\"channel\":\"orders\",\"event\":\"client-x\",\"data\":1}]");
                intruder.send("427[\"" + name + "\"]");
                intruder.isUnharmed();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\\u0001', 400",
        "'a\\nb', 400",
        "'\\u0085', 400",
        "'__keyspace@0__:x', 403",
        "'__keyevent@0__:del', 403",
        "PresenceChannelUpdated, 403",
        "private-x, 403",
        "presence-x, 403",
        "my-private-x, 403",
        "my-presence-x, 403"
    })
    void a_channel_that_nobody_may_join_is_refused(String channel, int status) throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(channel);

            assertThat(intruder.hear())
                    .startsWith("42[\"subscription_error\",\"")
                    .endsWith("\"," + status + "]");
            intruder.isUnharmed();
        }
    }

    @Test
    void a_name_of_200_characters_is_joined_and_one_of_201_is_not() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe("a".repeat(201));
            assertThat(intruder.hear()).endsWith(",400]");

            intruder.subscribe("é".repeat(200));
            intruder.isUnharmed();
            laravel.event("é".repeat(200), "E", "1");
            assertThat(intruder.hear()).endsWith(",1]");
        }
    }

    @Test
    void a_name_of_10_000_characters_is_refused_without_being_sent_back_whole() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe("a".repeat(10_000));

            assertThat(intruder.hear()).isEqualTo("42[\"subscription_error\",\"" + "a".repeat(200) + "\",400]");
            intruder.isUnharmed();
        }
    }

    @Test
    void what_redis_and_canyon_tell_themselves_reaches_nobody() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe("PresenceChannelUpdated");
            intruder.subscribe("__keyspace@0__:x");
            intruder.subscribe("ordinary");
            assertThat(intruder.hear()).endsWith(",403]");
            assertThat(intruder.hear()).endsWith(",403]");
            intruder.isUnharmed();

            laravel.event("PresenceChannelUpdated", "E", "1");
            laravel.event("__keyspace@0__:x", "E", "2");
            laravel.event("ordinary", "E", "3");

            assertThat(intruder.hear()).isEqualTo("42[\"E\",\"ordinary\",3]");
        }
    }

    @Test
    void whoever_subscribes_twice_hears_once_and_leaves_with_one_unsubscribe() throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe("twice");
            intruder.subscribe("twice");
            intruder.subscribe("ordinary");
            intruder.isUnharmed();

            laravel.event("twice", "E", "1");
            laravel.event("twice", "E", "2");
            assertThat(intruder.hear()).endsWith(",1]");
            assertThat(intruder.hear()).endsWith(",2]");

            intruder.send("42[\"unsubscribe\",{\"channel\":\"twice\"}]");
            intruder.isUnharmed();
            laravel.event("twice", "E", "3");
            laravel.event("ordinary", "E", "4");
            assertThat(intruder.hear()).endsWith(",4]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "error", "newListener"})
    void an_event_that_clients_keep_for_themselves_reaches_nobody(String event) throws IOException {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe("ordinary");
            intruder.isUnharmed();

            laravel.event("ordinary", event, "1");
            laravel.event("ordinary", "a".repeat(201), "2");
            laravel.event("ordinary", "E", "3");

            assertThat(intruder.hear()).isEqualTo("42[\"E\",\"ordinary\",3]");
        }
    }
}
