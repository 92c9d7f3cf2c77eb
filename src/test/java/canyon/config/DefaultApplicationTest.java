package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DefaultApplicationTest {
    private static final Secret SECRET = new Secret("hunter2");

    private final MapSource source = MapSource.empty();

    @Test
    void development_mode_has_an_application_ready_made() {
        source.with("canyon.dev", "true");

        assertThat(SettingsLoader.load(source).settings().app())
                .isEqualTo(new AppSettings(
                        "canyon", "canyon-key", new Secret("canyon-secret"), new Secret("canyon-api-key")));
    }

    @Test
    void in_development_mode_each_part_can_be_given() {
        source.with("canyon.dev", "true").with("canyon.app.secret", "hunter2");

        assertThat(SettingsLoader.load(source).settings().app())
                .isEqualTo(new AppSettings("canyon", "canyon-key", SECRET, new Secret("canyon-api-key")));
    }

    @Test
    void an_application_needs_no_api_key() {
        source.with("canyon.app.id", "shop").with("canyon.app.key", "shop-key").with("canyon.app.secret", "hunter2");

        assertThat(SettingsLoader.load(source).settings().app())
                .isEqualTo(new AppSettings("shop", "shop-key", SECRET, null));
    }

    @Test
    void what_is_missing_is_named() {
        source.with("canyon.app.key", "shop-key");

        assertThat(refusal().problems())
                .containsExactly(
                        "canyon.app.id, canyon.app.secret are missing: an application needs id, key and secret,"
                                + " or none of them, and given is canyon.app.key");
    }

    @Test
    void an_api_key_alone_is_no_application() {
        source.with("canyon.app.api-key", "hunter2");

        assertThat(refusal().problems())
                .singleElement()
                .asString()
                .startsWith("canyon.app.id, canyon.app.key, canyon.app.secret are missing");
    }

    @Test
    void a_part_that_is_wrong_is_not_called_missing() {
        source.with("canyon.app.id", "a/b").with("canyon.app.key", "shop-key").with("canyon.app.secret", "hunter2");

        assertThat(refusal().problems()).singleElement().asString().startsWith("canyon.app.id = \"a/b\"");
    }

    @Test
    void nothing_is_called_missing_while_the_mode_is_unclear() {
        source.with("canyon.dev", "maybe").with("canyon.app.id", "shop");

        assertThat(refusal().problems()).singleElement().asString().startsWith("canyon.dev");
    }

    @Test
    void the_secrets_of_development_mode_are_warned_of_outside_it() {
        source.with("canyon.app.id", "canyon")
                .with("canyon.app.key", "canyon-key")
                .with("canyon.app.secret", "canyon-secret")
                .with("canyon.app.api-key", "canyon-api-key");

        assertThat(SettingsLoader.load(source).warnings())
                .containsExactly(
                        "canyon.app.secret is the one of development mode, which everybody knows",
                        "canyon.app.api-key is the one of development mode, which everybody knows");
    }

    private InvalidSettingsException refusal() {
        return catchThrowableOfType(InvalidSettingsException.class, () -> SettingsLoader.load(source));
    }
}
