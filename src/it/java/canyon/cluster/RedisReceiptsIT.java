package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.Ledger.Counting;
import canyon.cluster.Ledger.Joining;
import canyon.cluster.Ledger.Receipt;
import canyon.cluster.Ledger.Status;
import canyon.cluster.Ledger.Totals;
import canyon.config.ClusterSettings;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import canyon.redis.RedisErrands;
import canyon.redis.RedisLedger;
import canyon.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps that are made again in a real Redis, as nobody knows whether they were made. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisReceiptsIT {
    private static final ChannelName ROOM = new ChannelName("shop", "presence-room {1}\u2028é");
    private static final String LEASE = "dead.12345678-1";
    private static final String OTHER = "lives.12345678-1";
    private static final Receipt SWEPT = Receipt.ofSweep("seats", Duration.ofSeconds(6));

    @RegisterExtension
    static final EmptyRedis REDIS = new EmptyRedis();

    private final Thread thread;
    private final RedisErrands errands;
    private final Ledger ledger;

    RedisReceiptsIT() {
        ClusterSettings settings =
                new ClusterSettings(null, "canyon:", Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ZERO);
        RedisSettings url = new RedisSettings(
                RedisUrl.parse(REDIS.uri().toString()),
                RedisPrefixes.parse("none"),
                Duration.ofSeconds(5),
                Duration.ofMillis(100));
        ClusterMeters meters = new ClusterMeters();
        errands = new RedisErrands(url, settings, meters);
        ledger = new RedisLedger(errands, settings, meters);
        thread = new Thread(errands, "errands");
    }

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        errands.stop();
        thread.join();
    }

    @Test
    void a_purge_that_is_made_again_names_the_same_members_until_they_are_told() throws Exception {
        join("1.1", LEASE, "ann \"\u2028\\ é");
        join("1.2", LEASE, "ben");
        join("1.3", LEASE, "ben");
        join("2.1", OTHER, "cid");
        join("1.4", LEASE, "cid");
        assertThat(purge()).containsExactlyInAnyOrder("ann \"\u2028\\ é", "ben");
        assertThat(REDIS.connection().hkeys(presence())).containsExactlyInAnyOrder("*", "2.1");
        String version = REDIS.connection().hget(presence(), "*");

        assertThat(purge()).containsExactlyInAnyOrder("ann \"\u2028\\ é", "ben");
        assertThat(REDIS.connection().hget(presence(), "*")).isEqualTo(version);
        assertThat(REDIS.connection().keys("canyon:receipt:*"))
                .singleElement()
                .satisfies(key -> assertThat(REDIS.connection().pttl(key))
                        .isBetween(
                                Duration.ofSeconds(30).toMillis(),
                                Duration.ofSeconds(60).toMillis()));
        ledger.discard(ROOM, LEASE, SWEPT);
        assertThat(purge()).isEmpty();
        assertThat(REDIS.connection().keys("canyon:receipt:*")).isEmpty();
    }

    @Test
    void a_purge_that_is_made_again_does_not_name_who_is_back_and_names_who_came_late() throws Exception {
        join("1.1", LEASE, "ann");
        join("1.2", LEASE, "ben");
        assertThat(purge()).containsExactlyInAnyOrder("ann", "ben");
        join("2.1", OTHER, "ann");
        join("1.3", LEASE, "cid");

        assertThat(purge()).containsExactlyInAnyOrder("ben", "cid");
        assertThat(purge()).containsExactlyInAnyOrder("ben", "cid");
        REDIS.connection().del("canyon:receipt:{shop:" + ROOM.text() + "}:" + LEASE + ":seats");
        assertThat(purge()).isEmpty();
    }

    @Test
    void a_count_that_is_made_again_comes_to_the_same() throws Exception {
        assertThat(count(LEASE, 2, "1", false)).isEqualTo(new Totals(0, 2));
        assertThat(count(LEASE, 2, "1", true)).isEqualTo(new Totals(0, 2));
        // The next one is another one.
        assertThat(count(LEASE, 2, "2", true)).isEqualTo(new Totals(2, 2));
        assertThat(count(LEASE, 0, "3", false)).isEqualTo(new Totals(2, 0));
        assertThat(count(LEASE, 0, "3", true)).isEqualTo(new Totals(2, 0));
        assertThat(REDIS.connection().exists("canyon:count:{shop:" + ROOM.text() + "}"))
                .isFalse();
        // It was not made before.
        assertThat(count(LEASE, 1, "4", true)).isEqualTo(new Totals(0, 1));
        assertThat(REDIS.connection().keys("canyon:receipt:*"))
                .hasSize(3)
                .allSatisfy(key -> assertThat(REDIS.connection().pttl(key)).isPositive());
    }

    @Test
    void a_seat_that_is_taken_again_is_known_to_have_been_there_under_which_lease() throws Exception {
        assertThat(join("1.1", LEASE, "ann")).isEqualTo(Status.SEATED);
        assertThat(join("1.1", LEASE, "ann")).isEqualTo(Status.UNCHANGED);
        assertThat(join("1.1", "dead.12345678-2", "ann")).isEqualTo(Status.MOVED);
        assertThat(purge()).isEmpty();
        assertThat(join("1.1", "dead.12345678-2", "ben")).isEqualTo(Status.SEATED);
        assertThat(REDIS.connection().hget(presence(), "*")).endsWith(" 3");
    }

    @Test
    void an_event_that_is_kept_late_does_not_take_the_place_of_a_later_one() throws Exception {
        ledger.keepUnlessOlder(ROOM, "first", Duration.ofSeconds(20));
        assertThat(last()).isEqualTo("first");
        ledger.keepUnlessOlder(ROOM, "second", Duration.ofSeconds(30));
        assertThat(last()).isEqualTo("second");
        ledger.keepUnlessOlder(ROOM, "late", Duration.ofSeconds(25));
        assertThat(last()).isEqualTo("second");
        ledger.keep(ROOM, "next", Duration.ofSeconds(10), () -> {});
        assertThat(last()).isEqualTo("next");
        assertThat(REDIS.connection().pttl("canyon:cache:{shop:" + ROOM.text() + "}"))
                .isBetween(1L, 10_000L);
    }

    @Test
    void a_count_is_read_as_it_was_written() throws Exception {
        count(LEASE, 3, "", false);

        assertThat(subscriptions(LEASE)).isEqualTo(3);
        assertThat(subscriptions(OTHER)).isZero();
        REDIS.connection().hset("canyon:count:{shop:" + ROOM.text() + "}", OTHER, "no number");
        assertThat(subscriptions(OTHER)).isZero();
    }

    @Test
    void a_count_that_changes_nothing_for_others_leaves_no_receipt() throws Exception {
        count(OTHER, 3, "", false);
        assertThat(count(LEASE, 2, "1", false)).isEqualTo(new Totals(3, 5));
        assertThat(count(LEASE, 2, "1", true)).isEqualTo(new Totals(5, 5));
        assertThat(REDIS.connection().keys("canyon:receipt:*")).isEmpty();
    }

    @Test
    void what_others_have_made_of_a_channel_since_is_told_by_them() throws Exception {
        count(LEASE, 1, "1", false);
        count(LEASE, 0, "2", false);
        count(OTHER, 1, "1", false);

        assertThat(count(LEASE, 0, "2", true)).isEqualTo(new Totals(1, 1));
    }

    @Test
    void the_channels_of_a_dead_nodes_subscriptions_are_known_until_it_is_buried() throws Exception {
        count(LEASE, 2, "", false);
        Counting none = new Counting(ROOM, LEASE, 0, "", Receipt.ofSweep("counts", Duration.ofSeconds(6)));
        assertThat(this.<Totals>answer(then -> ledger.uncount(none, then::accept)))
                .isEqualTo(new Totals(2, 0));

        assertThat(this.<List<ChannelName>>answer(then -> ledger.counted(LEASE, then::accept)))
                .containsExactly(ROOM);
        assertThat(this.<Totals>answer(then -> ledger.uncount(none, then::accept)))
                .isEqualTo(new Totals(2, 0));
        ledger.discard(ROOM, LEASE, none.receipt());
        ledger.bury(LEASE, done -> {});
        Await.until(() -> assertThat(REDIS.connection().keys("canyon:*")).isEmpty());
    }

    private String last() throws Exception {
        return this.<Ledger.Kept>answer(then -> ledger.last(ROOM, then::accept)).event();
    }

    private int subscriptions(String lease) throws Exception {
        return this.<Integer>answer(then -> ledger.subscriptions(ROOM, lease, then::accept));
    }

    private Status join(String socket, String lease, String user) throws Exception {
        JsonText data = new JsonText("{\"user_id\":" + JsonText.ofString(user).text() + "}");
        Presence presence = new Presence(Member.of(data).orElseThrow(), new SocketId(socket));
        Joining joining = new Joining(ROOM, presence, lease, 0, false, "{\"v\":1");
        return this.<Ledger.Joined>answer(then -> ledger.join(joining, then::accept))
                .status();
    }

    private List<String> purge() throws Exception {
        List<Member> left = answer(then -> ledger.purge(ROOM, LEASE, "{\"v\":1", SWEPT, then::accept));
        return left.stream().map(member -> member.key().orElseThrow()).toList();
    }

    private Totals count(String lease, int subscriptions, String id, boolean isAgain) throws Exception {
        Duration length = id.isEmpty() ? Duration.ZERO : Duration.ofMinutes(1);
        Counting counting = new Counting(ROOM, lease, subscriptions, "", new Receipt(id, length, isAgain));
        return answer(then -> ledger.count(counting, then::accept));
    }

    private static String presence() {
        return "canyon:presence:{shop:" + ROOM.text() + "}";
    }

    private <T> T answer(Consumer<Consumer<Optional<T>>> question) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        question.accept(found -> answer.complete(found.orElseThrow()));
        return answer.get(20, TimeUnit.SECONDS);
    }
}
