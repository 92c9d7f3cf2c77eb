package canyon.app.source;

import static canyon.app.source.ScriptedTable.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.app.App;
import canyon.app.AppsUnavailableException;
import canyon.redis.LogRecorder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TableAppsTest {
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);
    private static final int BOUND = 20;

    private final AtomicLong nanos = new AtomicLong(-7);
    private final ScriptedTable table = new ScriptedTable();
    private final TableApps apps = new TableApps(table, TIME_TO_LIVE, BOUND, nanos::get);

    @Test
    void one_question_answers_for_id_and_key_until_the_time_to_live_is_over() {
        table.put(app("shop", "s"));

        assertThat(apps.findByKey("shop-key")).contains(new App("shop", app("shop", "s")));
        assertThat(apps.find("shop")).isPresent();
        pass(TIME_TO_LIVE.minusNanos(1));
        assertThat(apps.findByKey("shop-key")).isPresent();

        assertThat(table.asked).containsExactly(Lookup.key("shop-key"));
    }

    @Test
    void a_change_holds_after_the_time_to_live() {
        table.put(app("shop", "s"));
        apps.find("shop");
        table.put(app("shop", "t"));
        pass(TIME_TO_LIVE);

        assertThat(apps.find("shop")).contains(new App("shop", app("shop", "t")));
        assertThat(apps.known("shop")).contains(new App("shop", app("shop", "t")));
    }

    @Test
    void an_application_that_is_removed_is_gone_after_the_time_to_live_also_by_its_key() {
        table.put(app("shop", "s"));
        apps.find("shop");
        table.remove("shop");
        pass(TIME_TO_LIVE);

        assertThat(apps.find("shop")).isEmpty();
        assertThat(apps.findByKey("shop-key")).isEmpty();
        assertThat(apps.known("shop")).isEmpty();
    }

    @Test
    void that_there_is_none_is_remembered_for_a_shorter_time() {
        assertThat(apps.find("shop")).isEmpty();
        assertThat(apps.find("shop")).isEmpty();
        assertThat(table.asked).hasSize(1);
        table.put(app("shop", "s"));
        pass(TableApps.MISSING_TIME_TO_LIVE);

        assertThat(apps.find("shop")).isPresent();
    }

    @Test
    void made_up_keys_neither_fill_the_memory_nor_push_out_applications() {
        table.put(app("shop", "s"));
        apps.find("shop");

        for (int i = 0; i < BOUND * 10; i++) {
            assertThat(apps.findByKey("wrong" + i)).isEmpty();
        }

        int before = table.asked.size();
        assertThat(apps.findByKey("wrong0")).isEmpty();
        assertThat(apps.findByKey("wrong" + (BOUND * 10 - 1))).isEmpty();
        assertThat(apps.find("shop")).isPresent();
        assertThat(table.asked.subList(before, table.asked.size())).containsExactly(Lookup.key("wrong0"));
    }

    @Test
    void what_can_be_no_name_is_not_asked_for() {
        assertThat(apps.find("' OR 1=1")).isEmpty();
        assertThat(apps.findByKey("")).isEmpty();
        assertThat(apps.findByHost("a%b")).isEmpty();
        assertThat(apps.findByKey("a".repeat(300))).isEmpty();

        assertThat(table.asked).isEmpty();
    }

    @Test
    void known_applications_are_told_without_asking() {
        table.put(app("shop", "s"));

        assertThat(apps.known("shop")).isEmpty();
        apps.find("shop");
        table.goAway();
        pass(TIME_TO_LIVE.multipliedBy(2));

        assertThat(apps.known("shop")).isPresent();
        assertThat(table.asked).hasSize(1);
    }

    @Test
    void while_the_database_is_away_known_applications_go_on_and_others_are_not_denied() {
        table.put(app("shop", "s"));
        apps.find("shop");
        table.goAway();
        pass(TIME_TO_LIVE);

        try (LogRecorder log = new LogRecorder(Outage.class)) {
            assertThat(apps.find("shop")).isPresent();
            assertThat(apps.findByKey("shop-key")).isPresent();
            assertThatThrownBy(() -> apps.find("blog")).isInstanceOf(AppsUnavailableException.class);
            pass(Outage.PAUSE);
            assertThatThrownBy(() -> apps.find("blog")).isInstanceOf(AppsUnavailableException.class);
            table.put(app("blog", "s"));
            table.comeBack();
            pass(Outage.PAUSE);
            assertThat(apps.find("blog")).isPresent();

            assertThat(log.lines())
                    .containsExactly(
                            "the table of applications cannot be read, those that were asked for lately go on:"
                                    + " connection refused by the test",
                            "the table of applications can be read again");
        }
    }

    @Test
    void after_a_failure_nobody_asks_for_a_moment() {
        table.goAway();
        for (int i = 0; i < 10; i++) {
            String id = "shop" + i;
            assertThatThrownBy(() -> apps.find(id)).isInstanceOf(AppsUnavailableException.class);
        }

        assertThat(table.asked).hasSize(1);
    }

    @Test
    void a_start_without_the_database_is_a_start() throws Exception {
        table.goAway();
        try (LogRecorder log = new LogRecorder(Outage.class)) {
            apps.check();
            assertThat(log.warnings()).hasSize(1);
        }
        table.put(app("shop", "s"));
        table.comeBack();
        pass(Outage.PAUSE);

        assertThat(apps.find("shop")).isPresent();
    }

    @Test
    void an_application_that_becomes_wrong_stays_as_it_was_and_one_line_says_why() {
        table.put(app("shop", "s"));
        Optional<App> before = apps.find("shop");
        table.spoil("apps, ID shop: maxConnections");

        try (LogRecorder log = new LogRecorder(TableApps.class)) {
            for (int i = 0; i < 3; i++) {
                pass(TIME_TO_LIVE);
                assertThat(apps.find("shop")).isEqualTo(before);
            }
            assertThat(apps.find("blog")).isEmpty();

            assertThat(log.warnings())
                    .containsExactly(
                            "an application in the table stays as it was: apps, ID shop: maxConnections",
                            "an application in the table stays as it was: apps, ID shop: maxConnections");
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
