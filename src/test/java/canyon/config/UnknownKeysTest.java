package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UnknownKeysTest {
    @Test
    void known_keys_and_other_programs_names_are_silent() {
        assertThat(warnings("canyon.redis.url", "CANYON_REDIS_URL", "CANYON_LIMITS_OUTBOX_BYTES", "canyon_dev", "PATH"))
                .isEmpty();
        assertThat(warnings("java.home", "canyonlands.url", "my.canyon.dev")).isEmpty();
    }

    @Test
    void a_typing_error_is_answered_with_the_nearest_key() {
        assertThat(warnings("canyon.redsi.url"))
                .containsExactly(
                        "canyon.redsi.url (from the source) is no setting of Canyon; the nearest is canyon.redis.url");
        assertThat(warnings("canyon.limits.outbox.bytes"))
                .containsExactly("canyon.limits.outbox.bytes (from the source) is no setting of Canyon; the nearest is"
                        + " canyon.limits.outbox-bytes");
        assertThat(warnings("CANYON_APP_SECERT"))
                .containsExactly(
                        "CANYON_APP_SECERT (from the source) is no setting of Canyon; the nearest is canyon.app.secret");
    }

    @Test
    void what_is_near_to_nothing_gets_no_hint() {
        assertThat(warnings("canyon.something.else.altogether"))
                .containsExactly("canyon.something.else.altogether (from the source) is no setting of Canyon");
    }

    @Test
    void a_variable_that_its_source_lists_also_as_a_key_is_reported_once() {
        assertThat(warnings("canyon.redsi.url", "CANYON_REDSI_URL"))
                .singleElement()
                .asString()
                .startsWith("CANYON_REDSI_URL");
        assertThat(warnings("canyon.limits.outbox.bytes", "CANYON_LIMITS_OUTBOX_BYTES"))
                .isEmpty();
    }

    private static List<String> warnings(String... names) {
        return UnknownKeys.warnings(Map.of("the source", Set.of(names)));
    }
}
