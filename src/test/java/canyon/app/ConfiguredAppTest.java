package canyon.app;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.AppSettings;
import canyon.config.Secret;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfiguredAppTest {
    private static final AppRules RULES =
            new AppRules(true, false, true, true, false, null, null, Set.of("ws.shop.test"));

    private final ConfiguredApp shop = new ConfiguredApp(
            new AppSettings("shop", "shop-key", new Secret("s"), null, RULES, AppLimits.DEFAULT, List.of()));
    private final ConfiguredApp unnamed = new ConfiguredApp(AppSettings.unnamed(RULES, AppLimits.DEFAULT));

    @Test
    void the_default_application_is_found_by_its_id_key_and_hosts() {
        assertThat(shop.find("shop")).contains(shop.standard());
        assertThat(shop.findByKey("shop-key")).contains(shop.standard());
        assertThat(shop.findByHost("ws.shop.test")).contains(shop.standard());
    }

    @Test
    void nothing_else_is_found() {
        assertThat(shop.find("shop-key")).isEmpty();
        assertThat(shop.find("")).isEmpty();
        assertThat(shop.findByKey("shop")).isEmpty();
        assertThat(shop.findByHost("shop.test")).isEmpty();
        assertThat(shop.known("shop")).isEmpty();
    }

    @Test
    void without_a_name_it_is_there_but_cannot_be_found() {
        assertThat(unnamed.standard().scope()).isEmpty();
        assertThat(unnamed.known("")).contains(unnamed.standard());
        assertThat(unnamed.find("")).isEmpty();
        assertThat(unnamed.findByKey("")).isEmpty();
    }
}
