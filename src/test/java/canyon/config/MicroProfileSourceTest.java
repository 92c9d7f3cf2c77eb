package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MicroProfileSourceTest {
    private final FakeConfig config = new FakeConfig();
    private final SettingSource source = new MicroProfileSource(config);

    @Test
    void a_value_comes_with_its_source() {
        config.put("canyon.dev", "true", "true");

        assertThat(source.find("canyon.dev")).contains(new Given("true", "fake, ordinal 120", true));
    }

    @Test
    void an_empty_value_is_found_and_an_absent_one_is_not() {
        config.put("canyon.redis.url", "", "");

        assertThat(source.find("canyon.redis.url")).contains(new Given("", "fake, ordinal 120", true));
        assertThat(source.find("canyon.dev")).isEmpty();
    }

    @Test
    void an_expression_that_leads_nowhere_is_told_apart_from_an_absent_value() {
        config.put("canyon.dev", null, "${not.there}");

        assertThat(source.find("canyon.dev")).contains(new Given("${not.there}", "fake, ordinal 120", false));
    }

    @Test
    void an_expression_that_the_implementation_refuses_is_a_problem_of_that_key() {
        config.putRefused("canyon.dev");

        assertThat(source.find("canyon.dev").map(Given::resolved)).contains(false);
    }

    @Test
    void names_are_listed_by_source_and_a_source_that_cannot_list_is_left_out() {
        config.put("canyon.dev", "true", "true");
        config.breakListing("broken");

        assertThat(source.names())
                .isEqualTo(Map.of("fake, ordinal 120", Set.of("canyon.dev"), "broken, ordinal 120", Set.of()));
    }

    @Test
    void settings_load_from_MicroProfile_Config() {
        config.put("canyon.dev", "true", "true");

        assertThat(SettingsLoader.load(source).settings().dev()).isTrue();
    }
}
