package canyon.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.activity.Activity;
import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.config.OperatorSettings;
import canyon.dashboard.statistics.Counts;
import canyon.dashboard.statistics.Statistics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LiveTest {
    private static final int PER_SECOND = 5;

    private final Activity activity = new Activity(1_000, System::nanoTime);
    private final Live live = new Live(activity, statistics(), LiveTest::id, 2);
    private final TestAnswer answer = new TestAnswer();
    private boolean allowed = true;

    @Test
    void activity_is_watched_only_while_somebody_watches() throws Exception {
        assertThat(activity.isWatched(Kind.PUBLISHED)).isFalse();
        Stream stream = watch("", answer);
        assertThat(activity.isWatched(Kind.PUBLISHED)).isTrue();

        stream.end();
        live.tick();

        assertThat(activity.isWatched(Kind.PUBLISHED)).isFalse();
        assertThat(live.hasRoom()).isTrue();
    }

    @Test
    void only_kinds_that_somebody_wants_to_see_are_watched() throws Exception {
        Stream stream = watch(new Filter(null, null, null, EnumSet.of(Kind.NODE), ""), answer);
        assertThat(activity.isWatched(Kind.NODE)).isTrue();
        assertThat(activity.isWatched(Kind.PUBLISHED)).isFalse();
        watch("", new TestAnswer()).end();
        assertThat(activity.isWatched(Kind.PUBLISHED)).isTrue();

        live.tick();
        assertThat(activity.isWatched(Kind.NODE)).isTrue();
        assertThat(activity.isWatched(Kind.PUBLISHED)).isFalse();
        stream.end();
        live.tick();

        assertThat(activity.isWatched(Kind.NODE)).isFalse();
    }

    @Test
    void a_fault_costs_what_it_meets_and_not_the_stream() throws Exception {
        watch("", answer);

        live.show(new Happening(Instant.EPOCH, Kind.PUBLISHED, "broken", "first", "E", null, "", "1"));
        live.show(published("second"));

        assertThat(answer.text()).contains("second").doesNotContain("first");
    }

    @Test
    void each_watcher_is_shown_what_he_wants() throws Exception {
        TestAnswer other = new TestAnswer();
        watch("orders", answer);
        watch("news", other);

        live.show(published("orders.1"));

        assertThat(answer.text()).contains("\"channel\":\"orders.1\"");
        assertThat(other.text()).doesNotContain("orders.1");
    }

    @Test
    void of_more_than_a_second_has_room_for_a_sample_is_shown_and_the_rest_is_counted() throws Exception {
        watch("", answer);
        for (int i = 0; i < 12; i++) {
            live.show(published("orders." + i));
        }
        live.tick();
        live.show(published("orders.99"));

        assertThat(answer.text().split("event: happening", -1)).hasSize(1 + PER_SECOND + 1);
        assertThat(answer.text())
                .contains("event: skipped\ndata: {\"count\":7}\n\n")
                .contains("orders.99");
    }

    @Test
    void one_who_does_not_read_is_told_later_what_he_missed_and_costs_the_others_nothing() throws Exception {
        TestAnswer other = new TestAnswer();
        watch("", answer);
        watch("", other);
        answer.ready = false;
        for (int i = 0; i < 500; i++) {
            live.show(published("x".repeat(1_000) + i));
            live.tick();
        }
        answer.take();
        live.tick();

        assertThat(other.text()).contains("x499\"").doesNotContain("skipped");
        assertThat(answer.text()).doesNotContain("x499\"").contains("event: skipped");
    }

    @Test
    void when_the_session_ends_the_stream_ends() throws Exception {
        watch("", answer);
        live.tick();
        assertThat(answer.completions).isZero();

        allowed = false;
        live.tick();

        assertThat(answer.completions).isEqualTo(1);
    }

    @Test
    void more_than_the_configured_number_cannot_watch_and_nobody_can_after_the_stop() throws Exception {
        watch("", answer);
        watch("", new TestAnswer());
        assertThat(live.hasRoom()).isFalse();
        assertThat(live.add(new Watcher(everything(), PER_SECOND, nanos -> true, new TestAnswer().stream())))
                .isFalse();

        live.stop();

        assertThat(live.hasRoom()).isFalse();
        assertThat(answer.completions).isEqualTo(1);
        assertThat(activity.isWatched(Kind.PUBLISHED)).isFalse();
    }

    private Stream watch(String channel, TestAnswer to) throws Exception {
        Filter filter = channel.isEmpty()
                ? everything()
                : new Filter(null, new Wanted(channel), null, EnumSet.allOf(Kind.class), "");
        return watch(filter, to);
    }

    private Stream watch(Filter filter, TestAnswer to) throws Exception {
        Stream stream = to.stream();
        assertThat(live.add(new Watcher(filter, PER_SECOND, nanos -> allowed, stream)))
                .isTrue();
        return stream;
    }

    private static String id(String scope) {
        if (scope.equals("broken")) {
            throw new IllegalStateException("nobody knows its name");
        }
        return scope;
    }

    private static Filter everything() {
        return new Filter(null, null, null, EnumSet.allOf(Kind.class), "");
    }

    private static Happening published(String channel) {
        return new Happening(Instant.EPOCH, Kind.PUBLISHED, "", channel, "E", null, "", "1");
    }

    private static Statistics statistics() {
        return Statistics.begin(
                new OperatorSettings.Statistics("", "t", Duration.ofDays(1)),
                new Counts() {
                    @Override
                    public Reading all() {
                        return Reading.NOTHING;
                    }

                    @Override
                    public Map<String, Reading> apps() {
                        return Map.of();
                    }
                },
                Clock.systemUTC());
    }
}
