package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.AppDirectory;
import canyon.app.ConfiguredApp;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.AppSettings;
import canyon.config.Secret;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiKeyTest {
    private final AppDirectory apps =
            new ConfiguredApp(new AppSettings("shop", "shop-key", new Secret("s"), new Secret("k")));

    @Test
    void the_key_may_stand_in_the_header_or_in_the_query() {
        assertThat(ApiKey.of("Bearer k", null).opens(apps, "shop")).isTrue();
        assertThat(ApiKey.of("bearer k", null).opens(apps, "shop")).isTrue();
        assertThat(ApiKey.of("k", null).opens(apps, "shop")).isTrue();
        assertThat(ApiKey.of(null, "k").opens(apps, "shop")).isTrue();
        assertThat(ApiKey.of("", "k").opens(apps, "shop")).isTrue();
    }

    @Test
    void the_header_wins_over_the_query() {
        assertThat(ApiKey.of("Bearer wrong", "k").opens(apps, "shop")).isFalse();
        assertThat(ApiKey.of("Bearer k", "wrong").opens(apps, "shop")).isTrue();
    }

    @Test
    void nothing_else_opens_the_application() {
        assertThat(ApiKey.of(null, null).opens(apps, "shop")).isFalse();
        assertThat(ApiKey.of(null, "").opens(apps, "shop")).isFalse();
        assertThat(ApiKey.of(null, "s").opens(apps, "shop")).isFalse();
        assertThat(ApiKey.of(null, "shop-key").opens(apps, "shop")).isFalse();
        assertThat(ApiKey.of(null, "k").opens(apps, "other")).isFalse();
        assertThat(ApiKey.of(null, "k").opens(apps, null)).isFalse();
    }

    @Test
    void without_an_api_key_or_an_application_nothing_opens() {
        AppDirectory keyless = new ConfiguredApp(new AppSettings("shop", "shop-key", new Secret("s"), null));

        assertThat(ApiKey.of(null, "").opens(keyless, "shop")).isFalse();
        assertThat(ApiKey.of("Bearer ", null)
                        .opens(new ConfiguredApp(AppSettings.unnamed(AppRules.DEFAULT, AppLimits.DEFAULT)), "shop"))
                .isFalse();
    }

    @Test
    void its_text_form_hides_it() {
        assertThat(ApiKey.of("Bearer k", null)).hasToString("***");
    }
}
