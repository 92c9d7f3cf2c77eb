package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.config.RedisPlace;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom to believe of the nodes of a Redis Cluster. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class ClusterNodesIT {
    private final FakeClusterNode one = new FakeClusterNode();
    private final FakeClusterNode two = new FakeClusterNode();
    private final FakeClusterNode three = new FakeClusterNode();

    ClusterNodesIT() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        one.close();
        two.close();
        three.close();
    }

    @Test
    void one_that_another_one_knows_is_right_whatever_a_third_says() {
        one.knows("master", one, two, three);
        two.knows("master", two, one, three);
        three.knows("master", three, two);

        assertThat(confirmed().id()).isEqualTo(one.id());
    }

    @Test
    void one_that_nobody_else_knows_is_apart() {
        one.knows("master", one, two, three);
        two.knows("master", two, three);
        three.knows("master", three, two);

        assertApart();
    }

    @Test
    void one_that_the_others_hold_for_failed_is_apart() {
        one.knows("master", one, two, three);
        two.knows("master", two, three).knows("master,fail", one);
        three.knows("master", three, two).knows("master,fail", one);

        assertApart();
    }

    /** Without a replica it keeps its slots, and may be apart from the rest only. */
    @Test
    void where_one_is_that_has_failed_nothing_is_published() throws Exception {
        one.knows("master,fail", three).knows("master", two, one);
        two.knows("master,fail", three).knows("master", one, two);
        three.close();
        RedisSettings settings = settings();
        RedisUrl url = Objects.requireNonNull(settings.url());
        ClusterSlots slots = new ClusterSlots(
                nodes(), new ClusterLane.Ways(settings, url, Duration.ofSeconds(5), TlsSockets.of(settings.tls())));
        slots.follow();

        assertThat(slots.await()).isTrue();
        assertThat(slots.masters()).hasSize(2).contains(place(three));
        assertThat(slots.publishers()).hasSize(1).doesNotContain(place(three));
        slots.cut();
    }

    /** A single node could be apart itself. */
    @Test
    void one_is_not_apart_because_of_one_other() {
        one.knows("master", one, two);
        two.knows("master", two);

        assertThat(confirmed().id()).isEqualTo(one.id());
    }

    @Test
    void those_that_are_parted_from_most_are_not_believed_about_one_that_is_not() {
        one.knows("master", one, two, three);
        two.isParted().knows("master", two, three).knows("master,fail", one);
        three.isParted().knows("master", three, two).knows("master,fail", one);

        assertThat(confirmed().id()).isEqualTo(one.id());
    }

    @Test
    void of_those_that_are_all_parted_from_most_each_is_as_good() {
        one.isParted().knows("master", one, two, three);
        two.isParted().knows("master", two, three);
        three.isParted().knows("master", three, two);

        assertApart();
    }

    @Test
    void a_node_that_does_not_say_who_it_is_is_believed_and_tells_of_others() {
        one.forbids("NODES", "INFO").knows("master", one, two, three);
        ClusterNodes nodes = nodes();

        assertThat(confirmed(nodes).id()).isEmpty();
        assertThat(nodes.inTurn()).hasSize(3);
    }

    @Test
    void one_that_does_not_say_who_it_is_says_nothing_against_another_one() {
        one.knows("master", one, two, three);
        two.forbids("NODES").knows("master", two);
        three.forbids("NODES").knows("master", three);

        assertThat(confirmed().id()).isEqualTo(one.id());
    }

    @Test
    void a_user_who_may_not_ask_at_all_believes_the_url() {
        one.forbids("SLOTS");
        ClusterRoute route = new ClusterRoute(nodes());

        assertThatCode(() -> route.confirm(place(one), link())).doesNotThrowAnyException();
    }

    private void assertApart() {
        assertThatThrownBy(this::confirmed)
                .isInstanceOf(WrongServerException.class)
                .hasMessageStartingWith(one.place() + " is apart from the rest");
    }

    private ClusterSight confirmed() {
        return confirmed(nodes());
    }

    private ClusterSight confirmed(ClusterNodes nodes) {
        return nodes.confirmed(place(one), link());
    }

    private ClusterNodes nodes() {
        RedisSettings settings = settings();
        return new ClusterNodes(settings, Objects.requireNonNull(settings.url()));
    }

    private RedisLink link() {
        RedisSettings settings = settings();
        return new RedisLink(
                RedisRoute.to(place(one)),
                Objects.requireNonNull(settings.url()),
                settings.connectTimeout(),
                TlsSockets.of(settings.tls()));
    }

    private static RedisPlace place(FakeClusterNode node) {
        return RedisUrl.parse("redis-cluster://" + node.place()).places().get(0);
    }

    private RedisSettings settings() {
        return new RedisSettings(
                RedisUrl.parse("redis-cluster://" + one.place()),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(5),
                Duration.ofMillis(500));
    }
}
