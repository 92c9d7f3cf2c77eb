package canyon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MetersTest {
    private final Meters meters = new Meters();

    @Test
    void each_application_counts_for_itself() {
        meters.app("shop").sent(2, 70);
        meters.app("shop").received(5);
        meters.app("blog").rateChecked(true);
        meters.app("blog").rateChecked(false);

        assertThat(meters.apps()).containsOnlyKeys("blog", "shop");
        assertThat(meters.app("shop").sum(AppCount.MESSAGES_SENT)).isEqualTo(2);
        assertThat(meters.app("shop").sum(AppCount.BYTES_SENT)).isEqualTo(70);
        assertThat(meters.app("shop").sum(AppCount.MESSAGES_RECEIVED)).isEqualTo(1);
        assertThat(meters.app("shop").sum(AppCount.BYTES_RECEIVED)).isEqualTo(5);
        assertThat(meters.app("shop").sum(AppCount.RATE_LIMIT_CHECKS)).isZero();
        assertThat(meters.app("blog").sum(AppCount.RATE_LIMIT_CHECKS)).isEqualTo(2);
        assertThat(meters.app("blog").sum(AppCount.RATE_LIMIT_TRIGGERED)).isEqualTo(1);
    }

    @Test
    void applications_that_are_too_many_are_counted_together() {
        for (int i = 0; i < Meters.MAX_APPS + 10; i++) {
            meters.app("app-" + i).count(AppCount.PUBLISHED);
        }

        assertThat(meters.apps()).hasSize(Meters.MAX_APPS + 1);
        assertThat(meters.app(Meters.OTHERS).sum(AppCount.PUBLISHED)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\u00e4\u00f6\u00fc", "\u20ac 5", "\ud83d\ude80 up", "\u07ff\u0800\uffff"})
    void the_bytes_of_a_text_are_those_of_its_UTF_8(String text) {
        assertThat(AppMeters.utf8Bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void a_time_belongs_to_the_first_class_that_is_long_enough() {
        Latency latency = new Latency();

        latency.took(0);
        latency.took(1_000_000);
        latency.took(1_000_001);
        latency.took(3_600_000_000_000L);

        assertThat(latency.counts())
                .hasSize(Latency.boundsMillis().length + 1)
                .startsWith(2, 1, 0)
                .endsWith(0, 1);
        assertThat(latency.sumMillis()).isBetween(3_600_002.0, 3_600_002.1);
    }
}
