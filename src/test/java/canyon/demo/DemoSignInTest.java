package canyon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.TestApps;
import canyon.message.JsonText;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoSignInTest {
    private final DemoSignIn signIn = new DemoSignIn(TestApps.directory().standard());

    /** The signature was made with openssl dgst -sha256 -hmac. */
    @Test
    void the_one_who_asks_is_signed_as_the_text_that_is_handed_out() {
        DemoAnswer answer = signIn.answer("Bearer demo-alice", Map.of("socket_id", "1234.1234"));

        String user = "{\"id\":\"alice\",\"user_info\":{\"name\":\"Alice\",\"colour\":\"#2f7fd1\"}}";
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().members())
                .containsEntry("user_data", JsonText.ofString(user))
                .containsEntry(
                        "auth",
                        JsonText.ofString(
                                "278d425bdf160c739803:e789e83aac00416d4648dcfedc0432a7d6fe63111f1ff8497be98b525155bf7d"))
                .hasSize(2);
    }

    @Test
    void nobody_is_not_signed_in() {
        assertThat(signIn.answer(null, Map.of("socket_id", "1.2"))).isEqualTo(DemoAnswer.forbidden(DemoRules.NO_TOKEN));
        assertThat(signIn.answer("Bearer alice", Map.of("socket_id", "1.2")))
                .isEqualTo(DemoAnswer.forbidden(DemoRules.NO_TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.2::user::{}", "123456789012345678901.1"})
    void a_socket_id_is_needed(String socketId) {
        DemoAnswer refused = DemoAnswer.badRequest(DemoSignature.NO_SOCKET_ID);

        assertThat(signIn.answer("Bearer demo-alice", Map.of("socket_id", socketId)))
                .isEqualTo(refused);
        assertThat(signIn.answer("Bearer demo-alice", Map.of())).isEqualTo(refused);
    }
}
