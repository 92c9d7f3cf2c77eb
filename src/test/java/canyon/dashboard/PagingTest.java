package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PagingTest {
    private final List<String> names =
            new ArrayList<>(IntStream.range(100, 350).mapToObj(i -> "n" + i).toList());

    PagingTest() {
        Collections.shuffle(names, new Random(7));
    }

    @Test
    void one_part_after_the_other_gives_all_in_their_order() throws RefusalException {
        List<String> seen = new ArrayList<>();
        String after = null;
        int parts = 0;
        do {
            Paging.Part<String> part = of(Paging.of(null, after, "100"), names);
            assertThat(part.total()).isEqualTo(250);
            seen.addAll(part.items());
            after = part.next();
            parts++;
        } while (after != null);

        assertThat(parts).isEqualTo(3);
        assertThat(seen).isSorted().hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void only_what_matches_is_counted() throws RefusalException {
        Paging paging = Paging.of("N20", null, null);

        Paging.Part<String> part = of(paging, names);

        assertThat(part.items()).hasSize(10).allMatch(name -> name.startsWith("n20"));
        assertThat(part.total()).isEqualTo(10);
        assertThat(part.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x", "99999", "1.5"})
    void a_limit_that_is_none_is_refused(String limit) {
        assertThatThrownBy(() -> Paging.of(null, null, limit))
                .isInstanceOf(RefusalException.class)
                .hasMessage("limit must be a number from 1 to 1000");
    }

    private static Paging.Part<String> of(Paging paging, List<String> all) {
        return paging.of(all, name -> paging.finds(name), Function.identity());
    }
}
