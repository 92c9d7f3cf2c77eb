package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlainSourceTest {
    private final Properties properties = new Properties();
    private final Map<String, String> jndi = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final PlainSource source = new PlainSource(properties, jndi::get, environment);

    @Test
    void a_system_property_wins_over_JNDI_and_that_over_the_environment() {
        environment.put("CANYON_ORIGINS", "https://environment.test");
        assertThat(source.find("canyon.origins"))
                .contains(new Given("https://environment.test", "environment variable", true));

        jndi.put("canyon.origins", "https://jndi.test");
        assertThat(source.find("canyon.origins")).contains(new Given("https://jndi.test", "JNDI", true));

        properties.setProperty("canyon.origins", "https://property.test");
        assertThat(source.find("canyon.origins")).contains(new Given("https://property.test", "system property", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"canyon.fan-out.workers", "canyon_fan_out_workers", "CANYON_FAN_OUT_WORKERS"})
    void a_variable_is_found_under_the_names_that_MicroProfile_Config_knows(String variable) {
        environment.put(variable, "3");

        assertThat(SettingsLoader.load(source).settings().fanOut().workers()).isEqualTo(3);
    }

    @Test
    void what_is_nowhere_has_its_default_and_a_typing_error_is_mentioned() {
        properties.setProperty("canyon.orgins", "*");

        LoadedSettings loaded = SettingsLoader.load(source);

        assertThat(loaded.settings().limits().connections()).isZero();
        assertThat(loaded.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("system property", "canyon.origins"));
    }

    @Test
    void a_server_without_MicroProfile_Config_is_told_from_one_that_has_it() throws Exception {
        try (URLClassLoader server = new WithoutMicroProfile()) {
            Object loaded = server.loadClass(SettingsLoader.class.getName())
                    .getMethod("load")
                    .invoke(null);
            Object warnings = loaded.getClass().getMethod("warnings").invoke(loaded);

            assertThat(warnings).asString().contains("no MicroProfile Config");
        }
    }

    /** Has this class path, and the JDK, but none of MicroProfile's classes. */
    private static final class WithoutMicroProfile extends URLClassLoader {
        WithoutMicroProfile() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !entry.contains("microprofile"))
                    .map(WithoutMicroProfile::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }
    }
}
