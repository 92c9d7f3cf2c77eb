package canyon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OutagesTest {
    private final Outages outages = new Outages();

    @Test
    void an_outage_begins_once_and_ends_once() {
        assertThat(outages.end(url(1))).isFalse();
        assertThat(outages.begin(url(1))).isTrue();
        assertThat(outages.begin(url(1))).isFalse();
        assertThat(outages.end(url(2))).isFalse();
        assertThat(outages.end(url(1))).isTrue();
        assertThat(outages.end(url(1))).isFalse();
    }

    @Test
    void names_that_clients_make_up_are_forgotten_at_a_bound() {
        for (int i = 0; i < Outages.MAX_COUNT; i++) {
            outages.begin(url(i));
        }
        assertThat(outages.begin(url(1000))).isTrue();

        assertThat(outages.end(url(0))).isFalse();
        assertThat(outages.end(url(1000))).isTrue();
    }

    private static URI url(int number) {
        return URI.create("http://n" + number + ".many.test");
    }
}
