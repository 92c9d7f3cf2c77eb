package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretTest {
    @Test
    void its_text_form_hides_it_also_inside_a_record() {
        AppSettings app = new AppSettings("shop", "shop-key", new Secret("hunter2"), new Secret("letmein"));

        assertThat(app.toString()).contains("shop-key").doesNotContain("hunter2", "letmein");
    }

    @Test
    void only_the_same_text_matches() {
        Secret secret = new Secret("hunter2");

        assertThat(secret.matches("hunter2")).isTrue();
        assertThat(secret.matches("hunter")).isFalse();
        assertThat(secret.matches("hunter22")).isFalse();
        assertThat(secret.matches("")).isFalse();
        assertThat(secret.matches(null)).isFalse();
    }

    @Test
    void secrets_of_the_same_text_are_equal() {
        assertThat(new Secret("hunter2"))
                .isEqualTo(new Secret("hunter2"))
                .hasSameHashCodeAs(new Secret("hunter2"))
                .isNotEqualTo(new Secret("hunter3"))
                .isNotEqualTo("hunter2");
    }

    @Test
    void an_empty_secret_is_refused() {
        assertThatThrownBy(() -> new Secret("")).isInstanceOf(IllegalArgumentException.class);
    }
}
