package canyon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.activity.Activity;
import canyon.channel.ChannelRegistry;
import canyon.connection.Connections;
import canyon.dashboard.statistics.Counts.Reading;
import canyon.metrics.AppCount;
import canyon.metrics.Meters;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NodeCountsTest {
    private final Meters meters = new Meters();
    private final NodeCounts counts = new NodeCounts(
            new Connections(0, meters, Activity.unwatched()),
            new ChannelRegistry(1),
            meters,
            scope -> scope.isEmpty() ? "standard" : scope);

    @Test
    void applications_are_known_by_their_ids_and_added_up() {
        meters.app("").received(10);
        meters.app("").sent(3, 300);
        meters.app("shop").sent(4, 400);
        meters.app("shop").count(AppCount.HTTP_CALLS);
        meters.app("shop").count(AppCount.DENIED);
        meters.app("shop").add(AppCount.CHANNELS_OCCUPIED, 3);
        meters.app("shop").count(AppCount.CHANNELS_VACATED);
        meters.published();

        assertThat(counts.apps())
                .isEqualTo(Map.of(
                        "standard", new Reading(0, 0, 1, 3, 0, 0, 0, 0),
                        "shop", new Reading(0, 2, 0, 4, 0, 1, 1, 0)));
        assertThat(counts.all()).isEqualTo(new Reading(0, 0, 1, 7, 1, 1, 1, 0));
    }

    @Test
    void the_lag_is_that_of_the_events_since_the_reading_before() {
        meters.fanOut().took(TimeUnit.MILLISECONDS.toNanos(900));
        counts.all();
        meters.fanOut().took(TimeUnit.MILLISECONDS.toNanos(10));
        meters.fanOut().took(TimeUnit.MILLISECONDS.toNanos(30));

        assertThat(counts.all().lagMillis()).isEqualTo(20);
        assertThat(counts.all().lagMillis()).isZero();
    }
}
