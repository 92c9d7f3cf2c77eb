package canyon.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WantedTest {
    @ParameterizedTest
    @CsvSource({
        "orders, orders, true",
        "orders, orders.7, true",
        "orders, private-orders, false",
        "*orders, private-orders, true",
        "*orders, private-orders.7, false",
        "private-*.7, private-orders.7, true",
        "private-*.7, private-orders.77, false",
        "private-*.7, private-orders.78, false",
        "p*o*7, private-orders.7, true",
        "p*x*7, private-orders.7, false",
        "*, anything, true",
        "**, anything, true",
        "a*, a, true",
        "a.c, abc, false",
        "A, a, false"
    })
    void a_text_is_a_beginning_and_a_star_stands_for_anything(String text, String name, boolean matches) {
        assertThat(new Wanted(text).matches(name)).isEqualTo(matches);
    }

    @Test
    void no_text_makes_it_slow() {
        Wanted wanted = new Wanted("*a".repeat(140) + "*b");

        assertThat(wanted.matches("a".repeat(200))).isFalse();
    }
}
