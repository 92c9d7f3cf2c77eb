package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.AuthRequest;
import canyon.support.CanyonServer;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of channels that need an authorization. */
class BadNameIT extends AmongMembers {
    private static final String TRUE = "42[\"E\",\"%s\",1]";

    BadNameIT(CanyonServer canyon, RedisServerFixture redis, LaravelApp app) throws IOException {
        super(canyon, redis, app);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private-__proto__",
                "private-constructor",
                "private-hasOwnProperty",
                "__proto__private-",
                "private-",
                "private-a b",
                "private-a&channel_name=private-admin",
                "private-a&socket_id=1.1",
                "private-a=b;c",
                "private-a%26b%00",
                "private-a+b",
                "private-../../admin",
                "private-#?",
                "private-'\"<x>",
                "private-é/漢🦊",
                "private-presence-x"
            })
    void the_application_is_asked_for_exactly_the_name(String channel) throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(channel, 2);

            AuthRequest request = app.await(channel);
            assertThat(request.form()).containsOnlyKeys("channel_name", "socket_id");
            assertThat(request.socketId()).isEqualTo(intruder.id());
            assertThat(request.target()).isEqualTo("/broadcasting/auth");
            occupancy.await(channel, 1);
            laravel.event(channel, "E", "1");
            String quoted = channel.replace("\"", "\\\"");
            assertThat(intruder.hear()).isEqualTo(TRUE.formatted(quoted));
        }
        occupancy.await(channel, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"presence-__proto__", "presence-", "presence-\"]}", "presence-private-x", "presence-🦊"})
    void a_presence_channel_of_any_name_has_members(String channel) throws Exception {
        String quoted = channel.replace("\"", "\\\"");
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(channel, 2);

            assertThat(intruder.hear())
                    .startsWith("42[\"presence:subscribed\",\"" + quoted + "\",[{\"user_id\":\"2\"")
                    .endsWith("\"socketId\":\"" + intruder.id() + "\"}]]");
        }
        occupancy.await(channel, 0);
    }

    @Test
    void a_name_that_cannot_be_is_refused_before_anybody_is_asked() throws Exception {
        List<String> names = List.of(
                "private-\u0000",
                "presence-a\nb",
                "private-\u0085",
                "private-\u007f",
                "private-" + "a".repeat(193),
                "presence-" + "a".repeat(10_000));
        try (Intruder intruder = Intruder.at(peer, 4)) {
            for (String name : names) {
                intruder.subscribe(name, 2);
                assertThat(intruder.hear())
                        .startsWith("42[\"subscription_error\",\"p")
                        .endsWith("\",400]");
                intruder.unsubscribe(name);
                intruder.whisper(name, "client-x", "1");
            }
            intruder.isUnharmed();

            intruder.subscribe("private-" + "a".repeat(192), 2);
            app.await("private-" + "a".repeat(192));
            assertThat(app.requests())
                    .filteredOn(request -> request.socketId().equals(intruder.id()))
                    .isEmpty();
        }
    }

    @Test
    void a_name_that_only_holds_presence_is_private() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            for (String name : List.of("my-presence-x", "laravel_database_presence-x", "my-private-x")) {
                intruder.subscribe(name, "{}");
                assertThat(intruder.hear()).isEqualTo("42[\"subscription_error\",\"" + name + "\",403]");

                intruder.subscribe(name, 2);
                occupancy.await(name, 1);
                intruder.isUnharmed();
            }
        }
    }

    @Test
    void a_channel_named_like_another_client_hears_nothing_that_is_for_that_client() throws Exception {
        try (Intruder intruder = Intruder.at(peer, 4)) {
            intruder.subscribe(member.id());
            intruder.subscribe("private-" + member.id(), 2);
            intruder.subscribe("presence-" + member.id(), 2);
            assertThat(intruder.hear()).startsWith("42[\"presence:subscribed\",");
            occupancy.await(member.id(), 1);
            occupancy.await("private-" + member.id(), 1);

            member.subscribe("private-forbidden", 1);
            assertThat(member.hear()).isEqualTo("42[\"subscription_error\",\"private-forbidden\",403]");
            laravel.event(room, "E", "1");
            assertThat(member.hear()).isEqualTo("42[\"E\",\"" + room + "\",1]");
            laravel.toOthers(room, "E", "2", member.id());
            laravel.event(member.id(), "E", "3");

            assertThat(intruder.hear()).isEqualTo("42[\"E\",\"" + member.id() + "\",3]");
            intruder.isUnharmed();
        }
    }
}
