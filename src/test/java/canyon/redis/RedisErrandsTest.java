package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.cluster.ClusterMeters;
import canyon.cluster.ClusterMeters.Count;
import canyon.cluster.Ledger;
import canyon.config.ClusterSettings;
import canyon.config.RedisPrefixes;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisErrandsTest {
    private static final RedisCall LOOK = RedisCall.of(Command.HGET, "canyon:test", "*");
    private static final RedisCall TELL = RedisCall.of(Command.PUBLISH, "canyon:bus", "{}");
    private static final String REPLICA = "READONLY You can't write against a read only replica.";
    private static final Duration TIMEOUT = Duration.ofMillis(10);

    private ClusterSettings.Queue most = ClusterSettings.Queue.DEFAULT;
    private RedisSettings redis = redis("redis://127.0.0.1:1");
    private final ClusterMeters meters = new ClusterMeters();
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch silence = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final List<Command> sentCommands = new CopyOnWriteArrayList<>();

    /** For a server of several. */
    private volatile Duration waited = Duration.ZERO;

    /** How many of the first commands of a batch are sent before the process stands still. */
    private volatile int standsStillAfter = -1;

    @AfterEach
    void stop() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void what_waits_for_a_redis_that_is_away_is_answered_by_nothing_before_long() {
        RedisErrands errands = startInSilence(calls -> {
            throw new JedisConnectionException("away");
        });
        int count = 10_000;
        CountDownLatch unanswered = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            errands.ask(LOOK, answer -> unanswered.countDown());
        }
        silence.countDown();

        // Else one batch of 256 after the other would be tried.
        await(unanswered);
        assertThat(batches).hasValueLessThan(20);
    }

    @Test
    void commands_do_not_wait_without_a_bound() {
        most = new ClusterSettings.Queue(1_000, 1024);
        RedisErrands errands = startInSilence(RedisErrandsTest::done);
        AtomicInteger refused = new AtomicInteger();
        for (int i = 0; i < most.commands() + 10; i++) {
            errands.ask(LOOK, answer -> refused.addAndGet(answer == null ? 1 : 0));
        }

        assertThat(refused).hasValue(10);
        silence.countDown();
    }

    /** Else nobody would find the seat, or take back the count, when the node is dead. */
    @Test
    void no_seat_is_taken_and_nothing_counted_in_a_channel_of_which_the_nodes_list_does_not_tell() {
        most = new ClusterSettings.Queue(100, 1024);
        Set<String> listed = ConcurrentHashMap.newKeySet();
        List<String> unlisted = new CopyOnWriteArrayList<>();
        RedisErrands errands = start(Duration.ofMinutes(1), calls -> {
            for (RedisCall call : calls) {
                String channel = call.key().replaceFirst(".*\\{(.*)}", "$1");
                if (call.command() == Command.SADD) {
                    listed.add(new String(call.arguments().get(1), StandardCharsets.UTF_8));
                } else if (call.command() == Command.EVAL && !listed.contains(channel)) {
                    unlisted.add(channel);
                }
            }
            return done(calls);
        });
        RedisLedger ledger = new RedisLedger(errands, settings(Duration.ofMinutes(1)), meters);
        Ledger.Receipt unkept = new Ledger.Receipt("", Duration.ZERO, false);
        // The queue is full, and has room a moment later, again and again.
        for (int i = 0; i < 50_000; i++) {
            ledger.join(joining("presence-" + i), joined -> {});
            ledger.count(
                    new Ledger.Counting(new ChannelName("counted-" + i), "one.12345678-1", 1, "", unkept),
                    totals -> {});
        }
        CountDownLatch last = new CountDownLatch(1);
        errands.askAlways(LOOK, answer -> last.countDown());

        await(last);
        assertThat(listed).isNotEmpty();
        assertThat(unlisted).isEmpty();
    }

    private static Ledger.Joining joining(String channel) {
        Presence ann = new Presence(Member.of(JsonText.EMPTY_OBJECT).orElseThrow(), new SocketId("1.1"));
        return new Ledger.Joining(new ChannelName(channel), ann, "one.12345678-1", 0, false, "{");
    }

    @Test
    void messages_do_not_wait_without_a_bound() {
        most = new ClusterSettings.Queue(1_000, 1024);
        RedisErrands errands = startInSilence(RedisErrandsTest::done);
        AtomicInteger lost = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            errands.send(TELL, 256, lost::incrementAndGet);
        }

        assertThat(lost).hasValue(6);
        silence.countDown();
    }

    /** Else a node with many members would write them down anew each time, and never come to an end. */
    @Test
    void a_lease_is_renewed_however_many_commands_wait() {
        most = new ClusterSettings.Queue(1_000, 1024);
        RedisErrands errands = startInSilence(calls -> calls.stream()
                .<Object>map(call -> call.command() == Command.EVAL ? List.of(0L, List.of(), List.of()) : 1L)
                .toList());
        for (int i = 0; i < most.commands(); i++) {
            errands.ask(LOOK, answer -> {});
        }
        AtomicInteger renewed = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch told = new CountDownLatch(1);
        Duration length = Duration.ofSeconds(30);
        new RedisLedger(errands, settings(Duration.ofMinutes(1)), meters)
                .renew(new Ledger.Lease("one.12345678-1", "{}", length, length, false), roll -> {
                    (roll.isPresent() ? renewed : refused).incrementAndGet();
                    told.countDown();
                });

        assertThat(refused).hasValue(0);
        silence.countDown();
        await(told);
        assertThat(renewed).hasValue(1);
    }

    @Test
    void a_message_is_tried_again_for_a_moment_and_then_counted() {
        CountDownLatch lost = new CountDownLatch(1);
        RedisErrands errands = start(Duration.ofSeconds(1), calls -> {
            throw new JedisConnectionException("away");
        });
        errands.send(TELL, 2, lost::countDown);

        await(lost);
        assertThat(batches).hasValueGreaterThan(1);
    }

    /** Else minutes of events would come after an outage: more than one batch had waited. */
    @Test
    void all_messages_that_waited_for_too_long_are_given_up_together() {
        AtomicInteger sent = new AtomicInteger();
        RedisErrands errands = startInSilence(calls -> {
            if (batches.get() == 1) {
                throw new JedisConnectionException("away for a while");
            }
            sent.addAndGet(calls.size());
            return done(calls);
        });
        int count = 1000;
        CountDownLatch lost = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            errands.send(TELL, 2, lost::countDown);
        }
        endSilenceTooLate();

        await(lost);
        assertThat(sent).hasValue(0);
    }

    @Test
    void messages_that_waited_for_a_redis_that_was_silent_for_too_long_are_given_up() {
        RedisErrands errands = startInSilence(RedisErrandsTest::done);
        CountDownLatch lost = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        errands.ask(LOOK, answer -> {
            if (answer != null) {
                answered.countDown();
            }
        });
        errands.send(TELL, 2, lost::countDown);
        endSilenceTooLate();

        await(lost);
        // Of a command somebody may still want the effect.
        await(answered);
    }

    /** As after a SIGSTOP: what the node was about to say is not said minutes later. */
    @Test
    void messages_that_waited_while_this_process_stood_still_are_given_up() {
        AtomicInteger sent = new AtomicInteger();
        RedisErrands errands = prepare(TIMEOUT, calls -> {
            sent.addAndGet(calls.size());
            return done(calls);
        });
        CountDownLatch lost = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            errands.send(TELL, 2, lost::countDown);
        }
        standStill(TIMEOUT);
        start(errands);

        await(lost);
        assertThat(sent).hasValue(0);
    }

    @Test
    void nor_is_the_rest_of_a_batch_said_in_the_midst_of_which_it_stood_still() {
        RedisErrands errands = prepare(Duration.ofMillis(500), RedisErrandsTest::done);
        CountDownLatch lost = new CountDownLatch(2);
        CountDownLatch answered = new CountDownLatch(2);
        standsStillAfter = 2;
        errands.send(TELL, 2, lost::countDown);
        errands.ask(LOOK, answer -> answered.countDown());
        errands.send(TELL, 2, lost::countDown);
        errands.ask(LOOK, answer -> answered.countDown());
        errands.send(TELL, 2, lost::countDown);
        start(errands);

        await(lost);
        await(answered);
        assertThat(sentCommands).containsExactly(Command.PUBLISH, Command.HGET, Command.HGET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOPERM this user has no permissions to run the command",
                "OOM command not allowed when used memory > 'maxmemory'.",
                REPLICA,
                "ERR unknown command 'EVAL', with args beginning with:"
            })
    void a_redis_that_refuses_what_nodes_need_is_found_out(String refusal) {
        RedisErrands errands = start(refusing(refusal));
        assertThat(errands.isRefusing()).isFalse();
        askAndAwait(errands);

        assertThat(errands.isRefusing()).isTrue();
        assertThat(meters.sum(Count.REFUSED)).isEqualTo(1);
    }

    @Test
    void one_that_begins_may_be_waited_for() {
        RedisErrands errands = start(refusing("LOADING Redis is loading the dataset in memory"));
        askAndAwait(errands);

        assertThat(errands.isRefusing()).isFalse();
    }

    /** Else the connection would be made anew every second for ever, and commands wait that long. */
    @Test
    void a_replica_is_looked_at_again_less_and_less_often() {
        RedisErrands errands = start(refusing(REPLICA));
        for (int i = 0; i < 20; i++) {
            askAndAwait(errands);
        }

        assertThat(batches).hasValue(20);
        assertThat(closed).hasValueBetween(1, 5);
    }

    @Test
    void where_another_server_takes_over_it_is_looked_for_at_once() {
        redis = redis("redis-sentinel://127.0.0.1:1/main");
        RedisErrands errands = start(refusing(REPLICA));
        for (int i = 0; i < 4; i++) {
            askAndAwait(errands);
        }

        assertThat(closed).hasValueGreaterThanOrEqualTo(3);
        assertThat(errands.isRefusing()).isFalse();
    }

    /** One of several servers is away. */
    @Test
    void what_is_for_a_server_that_is_away_keeps_nobody_from_the_others() {
        RedisErrands errands = startInSilence(calls -> calls.stream()
                .<Object>map(call -> call.key().equals("away") ? new JedisConnectionException("away") : 1L)
                .toList());
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch lost = new CountDownLatch(1);
        errands.ask(RedisCall.of(Command.HGET, "away", "*"), answer -> {
            if (answer == null) {
                refused.countDown();
            }
        });
        errands.send(RedisCall.of(Command.PUBLISH, "away", "{}"), 2, lost::countDown);
        errands.ask(LOOK, answer -> {
            if (answer != null) {
                answered.countDown();
            }
        });
        silence.countDown();

        await(refused);
        await(answered);
        // It was tried again until it was too late.
        await(lost);
        assertThat(batches).hasValueGreaterThan(2);
        assertThat(meters.sum(Count.REFUSED)).isZero();
        assertThat(closed).hasValue(0);
    }

    /** Else events would be lost, as one server of several is silent for a moment. */
    @Test
    void messages_that_waited_for_one_server_of_several_are_sent_late() {
        waited = Duration.ofMinutes(1);
        RedisErrands errands = startInSilence(calls -> calls.stream()
                .<Object>map(call -> batches.get() == 1 ? new JedisConnectionException("silent") : 1L)
                .toList());
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch lost = new CountDownLatch(1);
        errands.send(TELL, 2, lost::countDown);
        errands.ask(LOOK, answer -> sent.countDown());
        endSilenceTooLate();

        await(sent);
        assertThat(lost.getCount()).isEqualTo(1);
    }

    @Test
    void so_are_those_that_waited_in_its_batch() {
        RedisErrands errands = prepare(Duration.ofMillis(500), RedisErrandsTest::done);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger lost = new AtomicInteger();
        waited = Duration.ofMinutes(1);
        standsStillAfter = 1;
        errands.ask(LOOK, answer -> {});
        errands.send(TELL, 2, lost::incrementAndGet);
        errands.ask(LOOK, answer -> answered.countDown());
        start(errands);

        await(answered);
        assertThat(lost).hasValue(0);
        assertThat(sentCommands).containsExactly(Command.HGET, Command.PUBLISH, Command.HGET);
    }

    /** It may have waited for a server for a moment, and stood still for the rest. */
    @Test
    void messages_that_waited_for_longer_than_for_a_server_are_given_up() {
        RedisErrands errands = startInSilence(calls -> calls.stream()
                .<Object>map(call -> batches.get() == 1 ? new JedisConnectionException("silent") : 1L)
                .toList());
        CountDownLatch lost = new CountDownLatch(1);
        waited = TIMEOUT.dividedBy(2);
        errands.send(TELL, 2, lost::countDown);
        endSilenceTooLate();

        await(lost);
    }

    /** Which is asked by another one then. */
    @Test
    void a_message_that_one_server_of_several_did_not_take_in_time_is_sent_again() {
        waited = Duration.ofMinutes(1);
        CountDownLatch sent = new CountDownLatch(1);
        AtomicInteger lost = new AtomicInteger();
        RedisErrands errands = prepare(TIMEOUT, calls -> {
            if (batches.get() == 1) {
                standStill(TIMEOUT);
                return List.of(new JedisConnectionException("silent"));
            }
            sent.countDown();
            return done(calls);
        });
        errands.send(TELL, 2, lost::incrementAndGet);
        start(errands);

        await(sent);
        assertThat(lost).hasValue(0);
    }

    /** Else a core would be busy for as long as a master of a Cluster is away. */
    @Test
    void a_server_of_several_that_is_away_is_asked_again_after_a_moment() {
        CountDownLatch lost = new CountDownLatch(1);
        RedisErrands errands = start(
                Duration.ofMillis(300),
                calls -> calls.stream()
                        .<Object>map(call -> new JedisConnectionException("away"))
                        .toList());
        errands.send(TELL, 2, lost::countDown);

        await(lost);
        assertThat(batches).hasValueBetween(2, 40);
    }

    @Test
    void an_answer_for_which_there_was_no_memory_is_not_the_last_one() {
        RedisErrands errands = start(calls -> {
            if (batches.get() == 1) {
                throw new OutOfMemoryError("an answer of many megabytes");
            }
            return done(calls);
        });
        askAndAwait(errands);
        CountDownLatch answered = new CountDownLatch(1);
        errands.ask(LOOK, answer -> {
            if (answer != null) {
                answered.countDown();
            }
        });

        await(answered);
    }

    /** Else it would be taken although what was asked for by the seat before it was lost. */
    @Test
    void each_seat_waits_for_what_makes_it_findable() {
        List<RedisCall> seats = new CopyOnWriteArrayList<>();
        RedisErrands errands = startInSilence(calls -> {
            calls.stream().filter(call -> call.command() == Command.EVAL).forEach(seats::add);
            return done(calls);
        });
        RedisLedger ledger = new RedisLedger(errands, settings(Duration.ofMinutes(1)), meters);
        CountDownLatch answered = new CountDownLatch(2);
        ledger.join(joining("presence-a"), joined -> answered.countDown());
        ledger.join(joining("presence-a"), joined -> answered.countDown());
        silence.countDown();

        await(answered);
        assertThat(seats).hasSize(2).extracting(RedisCall::before).doesNotContainNull();
    }

    /** Else what it held would stay for ever, as nobody looks again. */
    @Test
    void a_node_is_not_buried_before_all_that_it_held_is_gone() {
        RedisErrands errands = start(calls -> calls.stream()
                .<Object>map(
                        call -> call.key().contains("counted") ? new JedisConnectionException("away") : (Object) 1L)
                .toList());
        RedisLedger ledger = new RedisLedger(errands, settings(Duration.ofMinutes(1)), meters);
        List<Boolean> buried = new CopyOnWriteArrayList<>();
        CountDownLatch answered = new CountDownLatch(1);
        ledger.bury("one.12345678-1", done -> {
            done.ifPresent(buried::add);
            answered.countDown();
        });

        await(answered);
        assertThat(buried).isEmpty();
        assertThat(sentCommands).containsExactly(Command.DEL, Command.DEL);
    }

    @Test
    void what_comes_after_a_fence_is_in_another_batch() {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        RedisErrands errands = startInSilence(calls -> {
            sizes.add(calls.size());
            return done(calls);
        });
        CountDownLatch answered = new CountDownLatch(4);
        errands.ask(LOOK, answer -> answered.countDown());
        errands.ask(LOOK, answer -> answered.countDown());
        errands.fence();
        errands.ask(LOOK, answer -> answered.countDown());
        errands.ask(LOOK, answer -> answered.countDown());
        silence.countDown();

        await(answered);
        assertThat(sizes).containsExactly(1, 2, 2);
    }

    /** Else it would be carried out although what is before it was not. */
    @Test
    void a_command_is_in_the_batch_of_what_is_before_it() {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        RedisErrands errands = startInSilence(calls -> {
            sizes.add(calls.size());
            return done(calls);
        });
        int batch = 256;
        CountDownLatch answered = new CountDownLatch(batch + 2);
        for (int i = 0; i < batch; i++) {
            errands.ask(LOOK, answer -> answered.countDown());
        }
        errands.ask(LOOK.after(LOOK), answer -> answered.countDown());
        errands.ask(LOOK, answer -> answered.countDown());
        silence.countDown();

        await(answered);
        assertThat(sizes).containsExactly(1, batch + 1, 1);
    }

    private static List<Object> done(List<RedisCall> calls) {
        return calls.stream().<Object>map(call -> 1L).toList();
    }

    private static Way refusing(String refusal) {
        return calls -> calls.stream()
                .<Object>map(call -> new JedisDataException(refusal))
                .toList();
    }

    private static void askAndAwait(RedisErrands errands) {
        CountDownLatch answered = new CountDownLatch(1);
        errands.ask(LOOK, answer -> answered.countDown());
        await(answered);
    }

    /** How Redis carries out a batch. */
    private interface Way {
        List<Object> carryOut(List<RedisCall> calls);
    }

    /** Redis has been asked for something, and answers when {@link #silence} has ended. */
    private RedisErrands startInSilence(Way way) {
        RedisErrands errands = start(calls -> {
            asked.countDown();
            await(silence);
            return way.carryOut(calls);
        });
        errands.ask(LOOK, answer -> {});
        await(asked);
        return errands;
    }

    private void endSilenceTooLate() {
        standStill(TIMEOUT);
        silence.countDown();
    }

    private RedisErrands start(Way way) {
        return start(TIMEOUT, way);
    }

    private RedisErrands start(Duration timeout, Way way) {
        RedisErrands errands = prepare(timeout, way);
        start(errands);
        return errands;
    }

    private void start(RedisErrands errands) {
        Thread thread = new Thread(errands);
        threads.add(thread);
        thread.start();
    }

    private RedisErrands prepare(Duration timeout, Way way) {
        RedisPipe pipe = new RedisPipe() {
            @Override
            public List<Object> carryOut(List<RedisCall> calls, IntPredicate isWanted) {
                batches.incrementAndGet();
                List<RedisCall> sent = new ArrayList<>();
                List<Integer> unwanted = new ArrayList<>();
                for (int i = 0; i < calls.size(); i++) {
                    if (i == standsStillAfter) {
                        standStill(timeout);
                    }
                    if (isWanted.test(i)) {
                        sent.add(calls.get(i));
                    } else {
                        unwanted.add(i);
                    }
                }
                sent.forEach(call -> sentCommands.add(call.command()));
                List<Object> answers = sent.isEmpty() ? new ArrayList<>() : new ArrayList<>(way.carryOut(sent));
                unwanted.forEach(place -> answers.add(place, UNWANTED));
                return answers;
            }

            @Override
            public Duration waited() {
                return waited;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        return new RedisErrands(redis, settings(timeout), meters, pipe);
    }

    private static void standStill(Duration timeout) {
        try {
            TimeUnit.MILLISECONDS.sleep(timeout.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RedisSettings redis(String url) {
        return new RedisSettings(
                RedisUrl.parse(url), RedisPrefixes.parse("none"), Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    private ClusterSettings settings(Duration timeout) {
        return new ClusterSettings(null, "canyon:", timeout, Duration.ofSeconds(30), Duration.ZERO, most);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException("interrupted", e);
        }
    }
}
