package canyon.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FilterTest {
    private static final Happening PUBLISHED = new Happening(
            Instant.parse("2026-11-28T12:00:00.123456Z"),
            Kind.PUBLISHED,
            "",
            "orders.7",
            "OrderShipped",
            null,
            "",
            "{\"id\":7,\n\"to\":\"Zürich\"}");
    private static final Happening LOST =
            new Happening(Instant.EPOCH, Kind.NODE, "", null, null, null, "Redis is away", null);

    @Test
    void without_a_word_everything_is_wanted() {
        assertThat(wants(filter(null, null, null, EnumSet.allOf(Kind.class), ""), PUBLISHED))
                .isTrue();
        assertThat(wants(filter(null, null, null, EnumSet.allOf(Kind.class), ""), LOST))
                .isTrue();
    }

    @Test
    void an_application_is_meant_by_its_id() {
        assertThat(wants(filter("shop", null, null, EnumSet.allOf(Kind.class), ""), PUBLISHED))
                .isTrue();
        assertThat(wants(filter("blog", null, null, EnumSet.allOf(Kind.class), ""), PUBLISHED))
                .isFalse();
    }

    @Test
    void all_that_is_asked_for_has_to_hold() {
        Set<Kind> all = EnumSet.allOf(Kind.class);

        assertThat(wants(filter(null, "orders", "Order", all, ""), PUBLISHED)).isTrue();
        assertThat(wants(filter(null, "orders", "Invoice", all, ""), PUBLISHED)).isFalse();
        assertThat(wants(filter(null, "orders", null, all, ""), LOST)).isFalse();
        assertThat(wants(filter(null, null, null, Filter.kinds("CONNECTED,NODE"), ""), LOST))
                .isTrue();
        assertThat(wants(filter(null, null, null, Filter.kinds("CONNECTED,NODE"), ""), PUBLISHED))
                .isFalse();
    }

    @Test
    void a_search_looks_everywhere_and_not_at_upper_case() {
        Set<Kind> all = EnumSet.allOf(Kind.class);

        assertThat(wants(filter(null, null, null, all, "zürich"), PUBLISHED)).isTrue();
        assertThat(wants(filter(null, null, null, all, "redis"), LOST)).isTrue();
        assertThat(wants(filter(null, null, null, all, "redis"), PUBLISHED)).isFalse();
    }

    @Test
    void a_kind_that_there_is_not_is_refused() {
        assertThatThrownBy(() -> Filter.kinds("CONNECTED,nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kind must be some of [CONNECTED, ");
    }

    @Test
    void a_message_is_one_line_of_data() {
        assertThat(new String(Messages.happening(PUBLISHED, scope -> "shop"), StandardCharsets.UTF_8))
                .isEqualTo("event: happening\ndata: {\"at\":\"2026-11-28T12:00:00.123Z\",\"kind\":\"PUBLISHED\","
                        + "\"app\":\"shop\",\"channel\":\"orders.7\",\"event\":\"OrderShipped\",\"socketId\":null,"
                        + "\"detail\":\"\",\"payload\":\"{\\\"id\\\":7,\\u000a\\\"to\\\":\\\"Zürich\\\"}\"}\n\n");
    }

    private static boolean wants(Filter filter, Happening happening) {
        return filter.wants(happening, scope -> scope.isEmpty() ? "shop" : scope);
    }

    private static Filter filter(
            @Nullable String app, @Nullable String channel, @Nullable String event, Set<Kind> kinds, String search) {
        return new Filter(
                app,
                channel == null ? null : new Wanted(channel),
                event == null ? null : new Wanted(event),
                kinds,
                search);
    }
}
