package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.support.Await;
import canyon.support.RedisCluster;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Many commands for several masters at a time. A master is frozen, and another one killed, last. */
@ExtendWith(RedisServers.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(150)
class ClusterPipeIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String APPEND = "redis.call('RPUSH', KEYS[1], ARGV[1]) return ARGV[1]";
    private static final String COUNT = "return redis.call('INCR', KEYS[1]) .. ''";

    /** Busy for a tenth of a second; the time at its end. */
    private static final String SLOW = """
            local t = redis.call('TIME')
            local begin = t[1] * 1000000 + t[2]
            local now = begin
            while now - begin < 100000 do
              t = redis.call('TIME')
              now = t[1] * 1000000 + t[2]
            end
            return now
            """;

    /** In microseconds. */
    private static final String TIME = "local t = redis.call('TIME') return t[1] * 1000000 + t[2]";

    private RedisCluster redis;
    private RedisSettings settings = settings("redis-cluster://127.0.0.1:1");
    private ClusterPipe pipe;

    @BeforeAll
    void start() throws Exception {
        redis = RedisCluster.start();
    }

    @AfterAll
    void stop() throws Exception {
        redis.close();
    }

    @BeforeEach
    void open() {
        // One that is away, one that knows the others, and one by another name.
        pipe = pipe("redis-cluster://127.0.0.1:1," + redis.replicas().get(0).place() + "," + redis.places());
    }

    @AfterEach
    void close() {
        pipe.close();
    }

    @Test
    @Order(1)
    void each_command_is_answered_in_its_place_by_the_master_that_has_its_key() {
        List<RedisCall> calls = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            // Some are larger than what fits between, and all together are much more.
            String value = (i % 50 == 7 ? "x".repeat(20_000) : "") + i;
            calls.add(eval(APPEND, "list-" + i % 10, value));
            expected.add(value);
        }

        assertThat(texts(carryOut(calls))).isEqualTo(expected);
        assertThat(texts(carryOut(List.of(
                        RedisCall.of(Command.SET, "cache", "event", "PX", "60000"),
                        RedisCall.of(Command.SADD, "set", "x"),
                        RedisCall.of(Command.SMEMBERS, "set"),
                        RedisCall.of(Command.SREM, "set", "x"),
                        RedisCall.of(Command.HGETALL, "set"),
                        RedisCall.of(Command.HGET, "none", "*"),
                        RedisCall.of(Command.DEL, "cache"),
                        RedisCall.of(Command.PUBLISH, "canyon:bus", "{}")))))
                .containsExactly("OK", "1", "[x]", "1", "[]", "null", "1", "0");
    }

    @Test
    @Order(1)
    void a_refusal_is_that_of_one_command() {
        carryOut(List.of(RedisCall.of(Command.SADD, "refused", "x")));

        List<Object> answers = carryOut(
                List.of(eval(COUNT, "refuses"), RedisCall.of(Command.HGET, "refused", "x"), eval(COUNT, "refuses")));
        assertThat(text(answers.get(0))).isEqualTo("1");
        assertThat(answers.get(1))
                .isInstanceOf(JedisDataException.class)
                .isNotInstanceOf(JedisConnectionException.class)
                .asString()
                .contains("WRONGTYPE");
        assertThat(text(answers.get(2))).isEqualTo("2");
    }

    @Test
    @Order(1)
    void commands_that_are_not_wanted_any_more_are_not_sent_and_keep_their_places() {
        List<RedisCall> calls = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String value = (i % 50 == 7 ? "x".repeat(20_000) : "") + i;
            calls.add(eval(APPEND, "wanted-" + i % 10, value));
            expected.add(i % 3 == 1 ? RedisPipe.UNWANTED.toString() : value);
        }

        assertThat(texts(pipe.carryOut(calls, place -> place % 3 != 1))).isEqualTo(expected);
        assertThat(list("wanted-0")).hasSize(20).doesNotContain("10", "40");
        assertThat(pipe.carryOut(calls, place -> false)).containsOnly(RedisPipe.UNWANTED);
    }

    /** One after the other took as many as there are commands. */
    @Test
    @Order(1)
    void many_commands_take_few_round_trips() {
        int count = 300;
        List<RedisCall> calls = IntStream.range(0, count)
                .mapToObj(i -> RedisCall.of(Command.SADD, "trip-" + i, "x"))
                .toList();
        carryOut(calls);
        long before = reads();
        carryOut(calls);

        assertThat(reads() - before).isLessThan(count / 4);
    }

    @Test
    @Order(1)
    void what_is_to_be_carried_out_before_is_though_another_master_does_it() {
        RedisCall first = eval(SLOW, keyOf(0));
        RedisCall second = eval(TIME, keyOf(1)).after(first);
        RedisCall independent = eval(TIME, keyOf(2));

        List<Object> times = carryOut(List.of(first, second, independent));
        assertThat((Long) times.get(1)).isGreaterThan((Long) times.get(0));
        assertThat((Long) times.get(2)).isLessThan((Long) times.get(0));
    }

    @Test
    @Order(2)
    void commands_of_a_slot_that_moves_keep_their_order_and_others_are_not_concerned() {
        List<String> expected = new ArrayList<>();
        append("moving", 0, expected);
        append("new", 0, new ArrayList<>());
        redis.move("moving", () -> append("moving", 100, expected));
        append("moving", 200, expected);
        redis.move("moving", () -> {});
        append("moving", 300, expected);

        assertThat(list("moving")).isEqualTo(expected);
    }

    @Test
    @Order(2)
    void keys_that_are_not_there_yet_are_made_where_their_slot_goes() {
        List<String> expected = new ArrayList<>();
        redis.move("{asked}:other", () -> {
            append("{asked}:one", 0, expected);
            append("{asked}:one", 100, expected);
        });
        append("{asked}:one", 200, expected);

        assertThat(list("{asked}:one")).isEqualTo(expected);
    }

    @Test
    @Order(2)
    void a_command_that_goes_again_is_wanted_again_or_not() {
        AtomicInteger asked = new AtomicInteger();
        redis.move("again", () -> {
            List<RedisCall> calls = List.of(eval(COUNT, "again"));
            // It is sent, and another node is to be asked.
            assertThat(pipe.carryOut(calls, place -> asked.incrementAndGet() == 1))
                    .containsExactly(RedisPipe.UNWANTED);
        });

        assertThat(asked).hasValue(2);
        assertThat(texts(carryOut(List.of(eval(COUNT, "again"))))).containsExactly("1");
    }

    @Test
    @Order(2)
    void what_nobody_can_do_for_a_moment_is_not_refused() {
        carryOut(List.of(RedisCall.of(Command.SADD, "{halved}:one", "x")));
        redis.move("{halved}:one", () -> {
            // One key is here, the other one is where the slot goes.
            List<Object> answers = carryOut(List.of(
                    eval(COUNT, "{halved}:two"),
                    RedisCall.script("return 1", List.of("{halved}:one", "{halved}:two"), List.of()),
                    eval(COUNT, "whole")));
            assertThat(text(answers.get(0))).isEqualTo("1");
            assertThat(answers.get(1))
                    .isInstanceOf(JedisConnectionException.class)
                    .asString()
                    .contains("TRYAGAIN");
            assertThat(text(answers.get(2))).isNotNull();
        });

        assertThat(carryOut(List.of(RedisCall.script("return 1", List.of("{halved}:one", "{halved}:two"), List.of()))))
                .containsExactly(1L);
    }

    @Test
    @Order(2)
    void a_connection_that_redis_ends_is_opened_anew() {
        carryOut(onePerMaster(COUNT));
        for (RedisProcess node : redis.nodes()) {
            try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
                jedis.sendCommand(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
            }
        }

        Await.until(() -> assertThat(carryOutOrEmpty(onePerMaster(COUNT)))
                .hasSize(3)
                .noneMatch(JedisException.class::isInstance));
    }

    @Test
    @Order(2)
    void a_user_who_may_not_ask_who_has_what_is_told() {
        for (RedisProcess node : redis.nodes()) {
            try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
                jedis.aclSetUser("narrow", "reset", "on", ">secret", "+eval", "allkeys");
            }
        }
        try (ClusterPipe narrow =
                pipe("redis-cluster://narrow:secret@" + redis.nodes().get(0).place())) {
            assertThatThrownBy(() -> carryOut(narrow, onePerMaster(COUNT)))
                    .isInstanceOf(JedisConnectionException.class)
                    .hasMessageContaining("NOPERM");
        }
    }

    @Test
    @Order(2)
    void nobody_is_reached_where_nobody_listens() {
        try (ClusterPipe nowhere = pipe("redis-cluster://127.0.0.1:1,127.0.0.1:2")) {
            assertThatThrownBy(() -> carryOut(nowhere, onePerMaster(COUNT)))
                    .isInstanceOf(JedisConnectionException.class)
                    .hasMessageContaining("refused");
        }
    }

    @Test
    @Order(3)
    void a_time_out_in_the_middle_of_a_batch_is_that_of_one_master() throws Exception {
        List<RedisCall> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            // More for each master than fits between.
            for (RedisCall call : onePerMaster(COUNT)) {
                calls.add(eval(APPEND, "{" + call.key() + "}:batch", "x".repeat(1000) + i));
            }
        }
        carryOut(onePerMaster(COUNT));
        RedisProcess frozen = redis.masterOf(keyOf(1));
        frozen.freeze();
        List<Object> answers;
        try {
            answers = carryOut(calls);
        } finally {
            frozen.thaw();
        }

        for (int i = 0; i < answers.size(); i++) {
            if (i % 3 == 1) {
                assertThat(answers.get(i)).isInstanceOf(JedisConnectionException.class);
            } else {
                assertThat(text(answers.get(i))).isEqualTo("x".repeat(1000) + i / 3);
            }
        }
        Await.until(() -> assertThat(carryOutOrEmpty(onePerMaster(COUNT)))
                .hasSize(3)
                .noneMatch(JedisException.class::isInstance));
    }

    @Test
    @Order(4)
    void a_frozen_master_keeps_nobody_from_the_others_and_is_replaced() throws Exception {
        List<RedisCall> calls = onePerMaster(COUNT);
        carryOut(calls);
        RedisProcess frozen = redis.masterOf(keyOf(0));
        frozen.freeze();
        try {
            long begin = System.nanoTime();
            List<Object> first = carryOut(calls);
            long middle = System.nanoTime();
            Duration waited = pipe.waited();
            List<Object> second = carryOut(calls);
            long end = System.nanoTime();

            for (List<Object> answers : List.of(first, second)) {
                assertThat(answers.get(0)).isInstanceOf(JedisConnectionException.class);
                assertThat(answers.subList(1, 3)).doesNotHaveAnyElementsOfTypes(JedisException.class);
            }
            assertThat(Duration.ofNanos(middle - begin)).isBetween(TIMEOUT.dividedBy(2), TIMEOUT.multipliedBy(2));
            assertThat(waited).isBetween(TIMEOUT.dividedBy(2), TIMEOUT.multipliedBy(2));
            assertThat(pipe.waited()).isLessThan(waited);
            // That it is silent is known by now.
            assertThat(Duration.ofNanos(end - middle)).isLessThan(TIMEOUT.dividedBy(2));
            RedisCall after = eval(COUNT, keyOf(1)).after(calls.get(0));
            assertThat(carryOut(List.of(calls.get(0), after)))
                    .as("one that must not go before the other")
                    .allMatch(JedisConnectionException.class::isInstance);
            // Its replica takes over.
            Await.until(() -> assertThat(carryOut(calls)).noneMatch(JedisConnectionException.class::isInstance));
        } finally {
            frozen.thaw();
        }
        Await.until(() -> assertThat(redis.masterOf(keyOf(0))).isNotSameAs(frozen));
    }

    @Test
    @Order(5)
    void messages_go_by_another_node_when_theirs_is_killed() throws Exception {
        try (SubscriberRig rig = SubscriberRig.start(
                settings("redis-cluster://" + redis.masterOf(keyOf(1)).place()),
                Topics.channels(List.of("canyon:bus")),
                Duration.ofHours(1))) {
            rig.awaitSubscribed();
            RedisProcess publisher = redis.masterOf("canyon:bus");
            if (publisher == redis.masterOf(keyOf(1))) {
                // The one that hears them must live on.
                redis.move("canyon:bus", () -> {});
                publisher = redis.masterOf("canyon:bus");
            }
            carryOut(onePerMaster(COUNT));
            publish("1");
            assertThat(rig.next()).isEqualTo("canyon:bus 1");
            publisher.kill();
            RedisCall message = RedisCall.of(Command.PUBLISH, "canyon:bus", "2");
            assertThat(carryOut(List.of(message)).get(0)).isInstanceOf(JedisConnectionException.class);

            // Nobody waits for a replica to take over.
            publish("2");
            publish("3");
            assertThat(rig.next()).isEqualTo("canyon:bus 2");
            assertThat(rig.next()).isEqualTo("canyon:bus 3");
        }
    }

    @Test
    @Order(6)
    void who_stops_does_not_wait_for_nodes_that_are_frozen() throws Exception {
        ClusterPipe patient = new ClusterPipe(settings, Objects.requireNonNull(settings.url()), Duration.ofHours(1));
        carryOut(patient, List.of(RedisCall.of(Command.PUBLISH, "canyon:bus", "{}")));
        for (RedisProcess node : redis.nodes()) {
            if (isAlive(node)) {
                node.freeze();
            }
        }
        CompletableFuture<Object> end = CompletableFuture.supplyAsync(
                () -> carryOut(patient, List.of(RedisCall.of(Command.PUBLISH, "canyon:bus", "{}"))));
        while (!end.isDone()) {
            patient.close();
            TimeUnit.MILLISECONDS.sleep(10);
        }

        assertThat(end).isCompletedExceptionally();
    }

    private List<Object> carryOut(List<RedisCall> calls) {
        return carryOut(pipe, calls);
    }

    private static List<Object> carryOut(RedisPipe pipe, List<RedisCall> calls) {
        return pipe.carryOut(calls, place -> true);
    }

    private static boolean isAlive(RedisProcess node) {
        try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
            return jedis.ping().equals("PONG");
        } catch (JedisException e) {
            return false;
        }
    }

    private void publish(String message) {
        assertThat(carryOut(List.of(RedisCall.of(Command.PUBLISH, "canyon:bus", message))))
                .noneMatch(JedisException.class::isInstance);
    }

    private ClusterPipe pipe(String url) {
        settings = settings(url);
        return new ClusterPipe(settings, Objects.requireNonNull(settings.url()), TIMEOUT);
    }

    private static RedisSettings settings(String url) {
        return new RedisSettings(
                RedisUrl.parse(url), RedisPrefixes.parse("none"), Duration.ofSeconds(2), Duration.ofMillis(500));
    }

    private List<Object> carryOutOrEmpty(List<RedisCall> calls) {
        try {
            return carryOut(calls);
        } catch (JedisConnectionException e) {
            return List.of();
        }
    }

    /** A hundred, together. */
    private void append(String key, int from, List<String> expected) {
        List<RedisCall> calls = new ArrayList<>();
        for (int i = from; i < from + 100; i++) {
            calls.add(eval(APPEND, key, String.valueOf(i)));
            calls.add(eval(COUNT, "beside-" + i));
            expected.add(String.valueOf(i));
        }
        assertThat(carryOut(calls)).noneMatch(JedisException.class::isInstance);
    }

    private List<String> list(String key) {
        Object all = carryOut(List.of(
                        RedisCall.script("return redis.call('LRANGE', KEYS[1], 0, -1)", List.of(key), List.of())))
                .get(0);
        return texts((List<?>) all);
    }

    private List<RedisCall> onePerMaster(String script) {
        return IntStream.range(0, 3).mapToObj(i -> eval(script, keyOf(i))).toList();
    }

    /** Keys 0 to 2 are on three masters: Redis gives each of them a third of the slots. */
    private static String keyOf(int master) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "key-" + i)
                .filter(key -> RedisCall.of(Command.DEL, key).slot() / (ClusterSight.SLOT_COUNT / 3 + 1) == master)
                .findFirst()
                .orElseThrow();
    }

    private long reads() {
        return redis.nodes().stream()
                .mapToLong(node -> {
                    try (Jedis jedis = new Jedis("127.0.0.1", node.port())) {
                        return jedis.info("stats")
                                .lines()
                                .filter(line -> line.startsWith("total_reads_processed:"))
                                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                                .sum();
                    }
                })
                .sum();
    }

    private static RedisCall eval(String script, String key, String... arguments) {
        return RedisCall.script(script, List.of(key), List.of(arguments));
    }

    private static List<String> texts(List<?> answers) {
        return answers.stream().map(ClusterPipeIT::text).toList();
    }

    private static String text(Object answer) {
        if (answer instanceof List<?> list) {
            return texts(list).toString();
        }
        return answer instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(answer);
    }
}
