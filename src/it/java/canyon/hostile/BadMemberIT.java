package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.AuthAnswer;
import canyon.support.CanyonServer;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application may say about a member, and what it should not have said. */
class BadMemberIT extends AmongMembers {
    /** The default of canyon.limits.presence-member-bytes. */
    private static final int MEMBER_BYTES = 8192;

    private final String channel = "presence-odd." + UUID.randomUUID();

    BadMemberIT(CanyonServer canyon, RedisServerFixture redis, LaravelApp app) throws IOException {
        super(canyon, redis, app);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "true",
                "null",
                "5",
                "\"x\"",
                "[]",
                "{}",
                "garbage {",
                "{\"channel_data\":null}",
                "{\"channel_data\":false}",
                "{\"channel_data\":5}",
                "{\"channel_data\":[]}",
                "{\"channel_data\":\"\"}",
                "{\"channel_data\":\"garbage {\"}",
                "{\"channel_data\":\"null\"}",
                "{\"channel_data\":\"5\"}",
                "{\"CHANNEL_DATA\":{\"user_id\":\"2\"}}"
            })
    void whoever_is_admitted_without_usable_data_hears_the_channel_and_is_nobody_in_it(String body) throws Exception {
        app.answers(channel, AuthAnswer.of(200, body));
        try (Intruder nobody = Intruder.at(peer, 4);
                Intruder somebody = Intruder.at(peer, 4)) {
            nobody.subscribe(channel, 2);
            occupancy.await(channel, 1);
            nobody.isUnharmed();
            app.reset();

            somebody.subscribe(channel, 3);
            assertThat(somebody.hear()).startsWith("42[\"presence:subscribed\"").doesNotContain(nobody.id());
            assertThat(nobody.hear()).startsWith("42[\"presence:joining\",\"" + channel + "\",{\"user_id\":\"3\"");
            nobody.unsubscribe(channel);
            nobody.isUnharmed();
            laravel.event(channel, "E", "1");
            assertThat(somebody.hear()).isEqualTo("42[\"E\",\"" + channel + "\",1]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user_id\":null}",
                "{\"user_id\":true,\"user_info\":null}",
                "{\"user_id\":{\"id\":1}}",
                "{\"user_id\":[1]}",
                "{\"user_id\":\"\"}",
                "{\"user_id\":12345678901234567890}",
                "{\"user_id\":1.50}",
                "{\"user_id\":\"__proto__\",\"user_info\":{\"__proto__\":{\"x\":1}}}",
                "{\"user_id\":\"\\u0000\",\"user_info\":[]}"
            })
    void odd_data_is_told_as_it_was_received(String data) throws Exception {
        app.answers(channel, AuthAnswer.of(200, "{\"channel_data\":" + data + "}"));
        try (Intruder odd = Intruder.at(peer, 4)) {
            odd.subscribe(channel, 2);

            String member = data.substring(0, data.length() - 1) + ",\"socketId\":\"" + odd.id() + "\"}";
            assertThat(odd.hear()).isEqualTo("42[\"presence:subscribed\",\"" + channel + "\",[" + member + "]]");
            odd.isUnharmed();
        }
        occupancy.await(channel, 0);
    }

    @ParameterizedTest
    @CsvSource({"5, \"5\"", "\"5\", 5", "5.0, 5.0", "true, \"true\""})
    void users_are_the_same_if_their_ids_are_the_same_as_strings(String one, String other) throws Exception {
        try (Intruder first = Intruder.at(peer, 4);
                Intruder second = Intruder.at(peer, 4)) {
            app.answers(channel, AuthAnswer.of(200, "{\"channel_data\":{\"user_id\":" + one + "}}"));
            first.subscribe(channel, 2);
            assertThat(first.hear()).contains("[{\"user_id\":" + one + ",");
            app.answers(channel, AuthAnswer.of(200, "{\"channel_data\":{\"user_id\":" + other + "}}"));
            second.subscribe(channel, 2);

            assertThat(second.hear()).contains("[{\"user_id\":" + other + ",").doesNotContain(first.id());
            second.unsubscribe(channel);
            second.isUnharmed();
            first.isUnharmed();
        }
    }

    @Test
    void the_application_cannot_say_that_a_member_has_another_clients_id() throws Exception {
        app.answers(
                channel,
                AuthAnswer.of(
                        200,
                        "{\"channel_data\":{\"socketId\":\"" + member.id() + "\",\"user_id\":\"2\",\"socketId\":1}}"));
        try (Intruder odd = Intruder.at(peer, 4)) {
            odd.subscribe(channel, 2);

            assertThat(odd.hear()).contains("\"socketId\":\"" + odd.id() + "\"").doesNotContain(member.id());
        }
    }

    @Test
    void large_data_is_refused() throws Exception {
        try (Intruder large = Intruder.at(peer, 4)) {
            for (int bytes : new int[] {MEMBER_BYTES + 1, 1_000_000, 2_000_000}) {
                app.answers(channel, AuthAnswer.of(200, "{\"channel_data\":" + data(bytes) + "}"));
                large.subscribe(channel, 2);
                assertThat(large.hear()).isEqualTo("42[\"subscription_error\",\"" + channel + "\",413]");
                assertThat(occupancy.of(channel)).isZero();
            }

            app.answers(channel, AuthAnswer.of(200, "{\"channel_data\":" + data(MEMBER_BYTES) + "}"));
            large.subscribe(channel, 2);
            assertThat(large.hear()).startsWith("42[\"presence:subscribed\",\"" + channel + "\",[{\"user_id\":\"2\"");
        }
    }

    /** A member of so many bytes. */
    private static String data(int bytes) {
        String start = "{\"user_id\":\"2\",\"user_info\":\"";
        return start + "a".repeat(bytes - start.length() - 2) + "\"}";
    }
}
