package canyon.app;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.AppSettings;
import canyon.config.Secret;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppDirectoryTest {
    @Test
    void the_default_application_is_found_by_its_id_only() {
        AppDirectory apps = new AppDirectory(new AppSettings("shop", "shop-key", new Secret("s"), null));

        assertThat(apps.find("shop")).contains(new App("shop", "shop-key", new Secret("s"), null));
        assertThat(apps.find("shop-key")).isEmpty();
        assertThat(apps.find("")).isEmpty();
    }

    @Test
    void without_an_application_none_is_found() {
        assertThat(new AppDirectory(null).find("shop")).isEmpty();
    }
}
