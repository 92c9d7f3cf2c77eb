package canyon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UserAgentsTest {
    @Test
    void equal_names_are_kept_once() {
        String one = UserAgents.shared(copy());

        assertThat(UserAgents.shared(copy())).isSameAs(one);
    }

    private static String copy() {
        return String.valueOf("canyon-test/1".toCharArray());
    }

    @Test
    void a_long_name_is_cut_and_none_stays_none() {
        assertThat(UserAgents.shared("x".repeat(1_000))).hasSize(UserAgents.MAX_LENGTH);
        assertThat(UserAgents.shared(" ")).isNull();
        assertThat(UserAgents.shared(null)).isNull();
    }

    @Test
    void however_many_strangers_invent_all_are_told_as_they_came() {
        for (int i = 0; i < 3 * UserAgents.MAX_COUNT; i++) {
            assertThat(UserAgents.shared("invented " + i)).isEqualTo("invented " + i);
        }
    }
}
