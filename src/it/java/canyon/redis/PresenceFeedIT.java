package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.PresenceSettings;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import canyon.support.Await;
import canyon.support.RedisServerFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class PresenceFeedIT {
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final String ONE = "{\"user_id\":1,\"user_info\":{\"name\":\"Zoë\"},\"socketId\":\"1.1\"}";
    private static final String TWO = "{\"user_id\":2,\"user_info\":{\"name\":\"Zoë\"},\"socketId\":\"1.2\"}";

    private final Meters meters = new Meters();
    private final BlockingQueue<String> published = new LinkedBlockingQueue<>();
    private RedisServerFixture redis;
    private @Nullable PresenceFeed feed;
    private @Nullable Thread runner;
    private volatile boolean hasOthers;

    @BeforeEach
    void startRedis() throws IOException {
        redis = RedisServerFixture.start();
    }

    @AfterEach
    void stopAll() throws Exception {
        if (feed != null && runner != null) {
            feed.stop();
            runner.join();
        }
        redis.close();
    }

    @Test
    void the_key_holds_all_connections_and_an_empty_list_at_the_end() throws Exception {
        PresenceFeed told = start(false, true, 100, "shop_database_,none");

        told.changed(ROOM, () -> members(1, 2));
        awaitKey("shop_database_presence-room:members", "[" + ONE + "," + TWO + "]");
        told.changed(ROOM, () -> List.of());

        awaitKey("shop_database_presence-room:members", "[]");
    }

    @Test
    void with_patterns_only_the_key_has_no_prefix() throws Exception {
        PresenceFeed told = start(false, true, 100, "*_database_,none");

        told.changed(ROOM, () -> members(1));

        awaitKey("presence-room:members", "[" + ONE + "]");
    }

    @Test
    void each_change_is_published_once_in_order() throws Exception {
        PresenceFeed told = start(true, false, 100, "none");
        listen();

        told.changed(ROOM, () -> members(1));
        told.changed(ROOM, () -> members(1, 2));
        told.changed(ROOM, () -> List.of());

        assertThat(next()).isEqualTo(update("[" + ONE + "]"));
        assertThat(next()).isEqualTo(update("[" + ONE + "," + TWO + "]"));
        assertThat(next()).isEqualTo(update("[]"));
        try (Jedis jedis = new Jedis(redis.uri())) {
            assertThat(jedis.keys("*")).isEmpty();
        }
    }

    @Test
    void after_an_outage_the_keys_are_right_also_where_changes_were_given_up() throws Exception {
        PresenceFeed told = start(true, true, 4, "none");
        told.changed(ROOM, () -> members(1));
        awaitKey("presence-room:members", "[" + ONE + "]");
        redis.stop();

        told.changed(new ChannelName("presence-other"), () -> members(2));
        told.changed(ROOM, () -> members(1, 2));
        told.changed(ROOM, () -> List.of());
        told.changed(ROOM, () -> members(2));
        told.changed(ROOM, () -> members(1));
        redis.startAgain();

        awaitKey("presence-other:members", "[" + TWO + "]");
        awaitKey("presence-room:members", "[" + ONE + "]");
        assertThat(meters.droppedCount(Drop.PRESENCE_UPDATE)).isPositive();
    }

    @Test
    void what_waits_is_told_before_it_stops() throws Exception {
        PresenceFeed told = start(false, true, 1_000, "none");
        for (int i = 0; i < 500; i++) {
            told.changed(new ChannelName("presence-" + i), () -> members(1));
        }

        told.stop();

        awaitKey("presence-499:members", "[" + ONE + "]");
    }

    @Test
    void it_stops_while_redis_is_away() throws Exception {
        redis.stop();
        PresenceFeed told = start(true, true, 10, "none");
        told.changed(ROOM, () -> members(1));

        told.stop();

        Objects.requireNonNull(runner).join();
    }

    @Test
    void with_other_nodes_the_key_is_what_their_log_says_and_each_change_is_published_as_it_is_known_here()
            throws Exception {
        hasOthers = true;
        PresenceFeed told = start(true, true, 100, "none");
        listen();
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.hset("canyon:presence:{:presence-room}", "*", "1700000000000000 2");
            jedis.hset("canyon:presence:{:presence-room}", "1.2", "b.00000002-1 2\n\"2\"\n" + member(2));
            jedis.hset("canyon:presence:{:presence-room}", "1.1", "a.00000001-1 1\n\"1\"\n" + member(1));
        }

        told.changed(ROOM, () -> members(1));

        awaitKey("presence-room:members", "[" + ONE + "," + TWO + "]");
        assertThat(next()).isEqualTo(update("[" + ONE + "]"));
    }

    @Test
    void what_other_applications_do_and_what_no_key_is_wanted_for_is_not_written() throws Exception {
        hasOthers = true;
        PresenceFeed told = start(true, false, 100, "none");
        listen();

        told.written(ROOM);
        told.changed(ROOM, () -> members(1));
        told.written(new ChannelName("shop", ROOM.text()));
        told.stop();

        assertThat(next()).isEqualTo(update("[" + ONE + "]"));
        try (Jedis jedis = new Jedis(redis.uri())) {
            assertThat(jedis.keys("*")).isEmpty();
        }
    }

    @Test
    void a_channel_that_nodes_share_is_written_after_an_outage() throws Exception {
        hasOthers = true;
        PresenceFeed told = start(false, true, 100, "none");
        redis.stop();
        told.written(ROOM);
        told.changed(ROOM, () -> members(1));
        redis.startAgain();

        awaitKey("presence-room:members", "[]");
    }

    private PresenceFeed start(boolean publish, boolean key, int queue, String prefixes) {
        RedisSettings settings = new RedisSettings(
                RedisUrl.parse(redis.uri().toString()),
                RedisPrefixes.parse(prefixes),
                Duration.ofSeconds(2),
                Duration.ofMillis(200));
        PresenceFeed.Others others = new PresenceFeed.Others("canyon:", () -> hasOthers);
        PresenceFeed started = new PresenceFeed(settings, new PresenceSettings(publish, key, queue), others, meters);
        feed = started;
        runner = new Thread(started);
        runner.start();
        return started;
    }

    private void listen() throws InterruptedException {
        BlockingQueue<String> ready = new LinkedBlockingQueue<>();
        Thread listener = new Thread(() -> {
            try (Jedis jedis = new Jedis(redis.uri())) {
                jedis.subscribe(
                        new JedisPubSub() {
                            @Override
                            public void onSubscribe(String channel, int count) {
                                ready.add(channel);
                            }

                            @Override
                            public void onMessage(String channel, String message) {
                                published.add(message);
                            }
                        },
                        "PresenceChannelUpdated");
            }
        });
        listener.setDaemon(true);
        listener.setUncaughtExceptionHandler((thread, ended) -> published.clear());
        listener.start();
        assertThat(ready.poll(20, TimeUnit.SECONDS)).isNotNull();
    }

    private @Nullable String next() throws InterruptedException {
        return published.poll(20, TimeUnit.SECONDS);
    }

    private void awaitKey(String key, String value) {
        try (Jedis jedis = new Jedis(redis.uri())) {
            Await.until(() -> assertThat(jedis.get(key)).as(key).isEqualTo(value));
        }
    }

    private static String update(String members) {
        return "{\"event\":{\"channel\":\"presence-room:members\",\"members\":" + members + "}}";
    }

    private static List<Presence> members(int... users) {
        return Arrays.stream(users)
                .mapToObj(user ->
                        new Presence(Member.of(new JsonText(member(user))).orElseThrow(), new SocketId("1." + user)))
                .toList();
    }

    private static String member(int user) {
        return "{\"user_id\":" + user + ",\"user_info\":{\"name\":\"Zoë\"}}";
    }
}
