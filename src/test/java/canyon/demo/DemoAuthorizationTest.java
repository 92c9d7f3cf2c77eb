package canyon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.TestApps;
import canyon.message.JsonText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoAuthorizationTest {
    private static final String ALICE = "Bearer demo-alice";
    private static final String BOB = "Bearer demo-bob";

    private final DemoAuthorization authorization =
            new DemoAuthorization(TestApps.directory().standard());

    @Test
    void a_desk_is_open_to_its_user_only() {
        assertThat(ask(ALICE, "private-desk.alice")).isEqualTo(answer(200, "true"));
        assertThat(ask(BOB, "private-desk.alice")).isEqualTo(DemoAnswer.forbidden(DemoRules.NOT_YOURS));
        assertThat(ask(BOB, "private-desk.bob")).isEqualTo(answer(200, "true"));
    }

    @Test
    void a_presence_channel_is_open_to_every_user_and_says_who_it_is() {
        assertThat(ask(ALICE, "presence-lobby"))
                .isEqualTo(answer(
                        200,
                        "{\"channel_data\":{\"user_id\":\"alice\",\"user_info\":"
                                + "{\"name\":\"Alice\",\"colour\":\"#2f7fd1\"}}}"));
        assertThat(ask(BOB, "presence-room.7").body().text())
                .contains("\"user_id\":\"bob\"", "\"name\":\"Bob\"")
                .doesNotContain("#2f7fd1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "demo-alice",
                "Bearer alice",
                "Bearer demo-",
                "Bearer demo-Alice",
                "Bearer demo-al ice",
                "Bearer demo-al\"ice",
                "Bearer demo-alice ",
                "Bearer demo-abcdefghijklmnopqrstu",
                "Basic demo-alice"
            })
    void without_a_token_that_names_somebody_nothing_is_open(@Nullable String token) {
        assertThat(ask(token, "presence-lobby")).isEqualTo(DemoAnswer.forbidden(DemoRules.NO_TOKEN));
        assertThat(ask(token, "private-desk.alice")).isEqualTo(DemoAnswer.forbidden(DemoRules.NO_TOKEN));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "demo-feed",
                "private-orders",
                "private-desk",
                "private-desk.",
                "private-desk.alice.x",
                "private-encrypted-",
                "private-cache-encrypted-desk.alice",
                "x-private-desk.alice",
                "private-desk.alice\n",
                "presence-",
                "presence-a b",
                "presence-a:b",
                "presence-a\u0000",
                "laravel_presence-lobby"
            })
    void a_channel_without_a_rule_is_open_to_nobody(@Nullable String channel) {
        assertThat(ask(ALICE, channel)).isEqualTo(DemoAnswer.forbidden(DemoRules.NO_RULE));
    }

    @Test
    void a_channel_name_of_any_length_is_answered() {
        assertThat(ask(ALICE, "presence-" + "x".repeat(151)).status()).isEqualTo(403);
    }

    /** The signatures here were made with openssl dgst -sha256 -hmac. */
    @Test
    void the_pusher_form_is_signed_for_one_connection() {
        assertThat(askPusher("private-desk.alice", "1234.1234"))
                .isEqualTo(
                        answer(
                                200,
                                "{\"auth\":\"278d425bdf160c739803:15faffe5ffbdd8e869bad4a1ea335590cbec42fed8126cdef4ff9461330eb929\"}"));
    }

    @Test
    void the_pusher_form_signs_the_member_as_the_text_that_it_hands_out() {
        DemoAnswer answer = askPusher("presence-lobby", "1234.1234");

        String member = "{\"user_id\":\"alice\",\"user_info\":{\"name\":\"Alice\",\"colour\":\"#2f7fd1\"}}";
        String signature = "278d425bdf160c739803:db563cb89da3a9c9cf28e2de0b2c6f73821bd9557734bdd6cc7cd4b2b01528c2";
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().members())
                .containsEntry("channel_data", JsonText.ofString(member))
                .containsEntry("auth", JsonText.ofString(signature))
                .hasSize(2);
    }

    /** The key is what {@code printf "$channel$key" | openssl dgst -sha256 -binary | base64} says. */
    @Test
    void the_pusher_form_gives_the_key_of_an_encrypted_channel() {
        assertThat(askPusher("private-encrypted-desk.alice", "1234.1234").body().members())
                .containsEntry("shared_secret", JsonText.ofString("Pka8ncJHSqmqQKmGXFRTkjOf0SuflK++LZ5k7EgdMG8="))
                .containsKey("auth")
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-cache-desk.", "private-encrypted-desk.", "private-encrypted-cache-desk."})
    void a_desk_that_is_encrypted_or_kept_is_open_to_its_user_only(String prefix) {
        assertThat(askPusher(prefix + "alice", "1.2").status()).isEqualTo(200);
        assertThat(askPusher(prefix + "bob", "1.2")).isEqualTo(DemoAnswer.forbidden(DemoRules.NOT_YOURS));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "1", "1.", "a.b", "1.2.3", "1.2:presence-x", "123456789012345678901.1", "1.2\n"})
    void the_pusher_form_needs_a_socket_id(@Nullable String socketId) {
        assertThat(askPusher("private-desk.alice", socketId))
                .isEqualTo(DemoAnswer.badRequest(DemoSignature.NO_SOCKET_ID));
    }

    @Test
    void a_driver_that_does_not_exist_is_a_bad_request() {
        Map<String, String> fields = Map.of("channel_name", "presence-lobby", "driver", "ably");

        assertThat(authorization.answer(ALICE, fields))
                .isEqualTo(DemoAnswer.badRequest(DemoAuthorization.UNKNOWN_DRIVER));
    }

    private DemoAnswer ask(@Nullable String token, @Nullable String channel) {
        return authorization.answer(token, channel == null ? Map.of() : Map.of("channel_name", channel));
    }

    private DemoAnswer askPusher(String channel, @Nullable String socketId) {
        Map<String, String> fields = new HashMap<>(Map.of("channel_name", channel, "driver", "pusher"));
        if (socketId != null) {
            fields.put("socket_id", socketId);
        }
        return authorization.answer(ALICE, fields);
    }

    private static DemoAnswer answer(int status, String body) {
        return new DemoAnswer(status, new JsonText(body));
    }
}
