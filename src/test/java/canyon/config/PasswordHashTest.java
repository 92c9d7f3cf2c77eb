package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PasswordHashTest {
    @ParameterizedTest
    @CsvSource({"PBKDF2WithHmacSHA256, 1000", "PBKDF2WithHmacSHA512, 2048", "PBKDF2WithHmacSHA224, 1024"})
    void what_Jakarta_Security_writes_is_verified(String algorithm, int iterations) throws Exception {
        PasswordHash hash =
                PasswordHash.parse(new Secret(jakartaHash(algorithm, iterations, "correct horse, € and 🐎")));

        assertThat(hash.matches("correct horse, € and 🐎")).isTrue();
        assertThat(hash.matches("correct horse, € and 🐴")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void a_new_hash_is_one_of_its_password_and_never_the_same() {
        String hash = PasswordHash.make("hunter2".toCharArray());

        assertThat(hash).matches("PBKDF2WithHmacSHA256:600000:[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=");
        assertThat(PasswordHash.parse(new Secret(hash)).matches("hunter2")).isTrue();
        assertThat(PasswordHash.make("hunter2".toCharArray())).isNotEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PBKDF2WithHmacSHA256",
                "PBKDF2WithHmacSHA1:2048:MDEyMzQ1Njc4OTAxMjM0NQ==:MDEyMzQ1Njc4OTAxMjM0NQ==",
                "PBKDF2WithHmacSHA256:999:MDEyMzQ1Njc4OTAxMjM0NQ==:MDEyMzQ1Njc4OTAxMjM0NQ==",
                "PBKDF2WithHmacSHA256:1000001:MDEyMzQ1Njc4OTAxMjM0NQ==:MDEyMzQ1Njc4OTAxMjM0NQ==",
                "PBKDF2WithHmacSHA256:99999999999:MDEyMzQ1Njc4OTAxMjM0NQ==:MDEyMzQ1Njc4OTAxMjM0NQ==",
                "PBKDF2WithHmacSHA256:2048:MDEyMzQ1Njc4OTAxMjM0NQ==",
                "PBKDF2WithHmacSHA256:2048:MDEy:MDEyMzQ1Njc4OTAxMjM0NQ==",
                "PBKDF2WithHmacSHA256:2048:MDEyMzQ1Njc4OTAxMjM0NQ==:MDEy",
                "PBKDF2WithHmacSHA256:2048:M:MDEyMzQ1Njc4OTAxMjM0NQ==",
                "PBKDF2WithHmacSHA256:2048:MDEyMzQ1Njc4OTAxMjM0NQ==:MDEyMzQ1Njc4OTAxMjM0NQ==:hunter2",
                "PBKDF2WithHmacSHA256$2048$MDEyMzQ1Njc4OTAxMjM0NQ==$MDEyMzQ1Njc4OTAxMjM0NQ=="
            })
    void a_broken_hash_is_an_error_at_start_that_names_the_key_and_does_not_quote_it(String broken) {
        assertThatThrownBy(() -> SettingsLoader.load(MapSource.of("canyon.admin.password", broken)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("canyon.admin.password = \"***\"")
                .hasMessageNotContaining("MDEy")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void any_other_text_is_a_password() {
        Settings settings = SettingsLoader.load(MapSource.of("canyon.admin.password", "pbkdf2:hunter2"))
                .settings();

        assertThat(settings.operator().admin().password()).isEqualTo(new Secret("pbkdf2:hunter2"));
        assertThat(PasswordHash.isMeant(new Secret("pbkdf2:hunter2"))).isFalse();
    }

    /** Step by step as the documentation of {@code Pbkdf2PasswordHash} says. */
    private static String jakartaHash(String algorithm, int iterations, String password) throws Exception {
        byte[] salt = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        byte[] hash = SecretKeyFactory.getInstance(algorithm)
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
                .getEncoded();
        Base64.Encoder base64 = Base64.getEncoder();
        return algorithm + ":" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }
}
