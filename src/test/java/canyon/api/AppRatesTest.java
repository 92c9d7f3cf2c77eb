package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.app.App;
import canyon.metrics.AppCount;
import canyon.metrics.Meters;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The application may publish four events a second and read twice. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AppRatesTest {
    private static final App SHOP = TestApp.named("shop");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now;
    private final Meters meters = new Meters();
    private final AppRates rates = new AppRates(meters, () -> now);

    @Test
    void too_many_events_are_refused_and_told_when_to_come_again() throws RefusedRequestException {
        rates.publishes(SHOP, 3);
        RefusedRequestException refusal =
                catchThrowableOfType(RefusedRequestException.class, () -> rates.publishes(SHOP, 2));

        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.pause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(refusal.answer())
                .isEqualTo("The application may publish 4 events a second, each channel of an event counts"
                        + " (maxBackendEventsPerSecond); try again in 1 s");
        assertThat(Answer.refusal(refusal).getHeaderString("Retry-After")).isEqualTo("1");
        now = SECOND;
        rates.publishes(SHOP, 2);
    }

    @Test
    void what_a_limit_applies_to_is_counted_with_what_was_too_much() throws RefusedRequestException {
        rates.publishes(SHOP, 4);
        assertThatThrownBy(() -> rates.publishes(SHOP, 4)).isInstanceOf(RefusedRequestException.class);

        assertThat(meters.app(SHOP.scope()).sum(AppCount.RATE_LIMIT_CHECKS)).isEqualTo(2);
        assertThat(meters.app(SHOP.scope()).sum(AppCount.RATE_LIMIT_TRIGGERED)).isEqualTo(1);
    }

    @Test
    void a_long_pause_is_told_in_whole_seconds() throws RefusedRequestException {
        rates.publishes(SHOP, 8);

        assertThat(catchThrowableOfType(RefusedRequestException.class, () -> rates.publishes(SHOP, 1))
                        .pause())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void requests_that_read_are_counted_apart_and_each_application_for_itself() throws RefusedRequestException {
        rates.publishes(SHOP, 4);
        rates.reads(SHOP);
        rates.reads(SHOP);
        rates.reads(TestApp.named("other"));

        assertThat(catchThrowableOfType(RefusedRequestException.class, () -> rates.reads(SHOP))
                        .answer())
                .isEqualTo("The application may make 2 requests a second besides publishing"
                        + " (maxReadRequestsPerSecond); try again in 1 s");
    }

    @Test
    void an_application_without_limits_is_never_refused() {
        App free = TestApp.of("free", "free-key", "free-secret");

        assertThatCode(() -> {
                    for (int i = 0; i < 1000; i++) {
                        rates.publishes(free, 1000);
                        rates.reads(free);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void a_limit_that_was_changed_holds_at_once() throws RefusedRequestException {
        rates.publishes(TestApp.of("shop", "k", "s"), 1000);
        rates.publishes(SHOP, 4);

        assertThat(catchThrowableOfType(RefusedRequestException.class, () -> rates.publishes(SHOP, 1)))
                .isNotNull();
        rates.publishes(TestApp.of("shop", "k", "s"), 1000);
    }
}
