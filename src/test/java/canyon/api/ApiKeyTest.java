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
        assertThat(ApiKey.of("Bearer k", null).opened(apps, "shop")).isPresent();
        assertThat(ApiKey.of("bearer k", null).opened(apps, "shop")).isPresent();
        assertThat(ApiKey.of("k", null).opened(apps, "shop")).isPresent();
        assertThat(ApiKey.of(null, "k").opened(apps, "shop")).isPresent();
        assertThat(ApiKey.of("", "k").opened(apps, "shop")).isPresent();
    }

    @Test
    void the_header_wins_over_the_query() {
        assertThat(ApiKey.of("Bearer wrong", "k").opened(apps, "shop")).isEmpty();
        assertThat(ApiKey.of("Bearer k", "wrong").opened(apps, "shop")).isPresent();
    }

    @Test
    void nothing_else_opens_the_application() {
        assertThat(ApiKey.of(null, null).opened(apps, "shop")).isEmpty();
        assertThat(ApiKey.of(null, "").opened(apps, "shop")).isEmpty();
        assertThat(ApiKey.of(null, "s").opened(apps, "shop")).isEmpty();
        assertThat(ApiKey.of(null, "shop-key").opened(apps, "shop")).isEmpty();
        assertThat(ApiKey.of(null, "k").opened(apps, "other")).isEmpty();
        assertThat(ApiKey.of(null, "k").opened(apps, null)).isEmpty();
    }

    @Test
    void without_an_api_key_or_an_application_nothing_opens() {
        AppDirectory keyless = new ConfiguredApp(new AppSettings("shop", "shop-key", new Secret("s"), null));

        assertThat(ApiKey.of(null, "").opened(keyless, "shop")).isEmpty();
        assertThat(ApiKey.of("Bearer ", null)
                        .opened(new ConfiguredApp(AppSettings.unnamed(AppRules.DEFAULT, AppLimits.DEFAULT)), "shop"))
                .isEmpty();
    }

    @Test
    void its_text_form_hides_it() {
        assertThat(ApiKey.of("Bearer k", null)).hasToString("***");
    }
}
