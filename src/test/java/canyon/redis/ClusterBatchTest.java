package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisPlace;
import canyon.redis.ClusterBatch.Errand;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** Which commands go to a Redis Cluster when. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterBatchTest {
    private static final HostAndPort ELSEWHERE = new HostAndPort("127.0.0.2", 7000);
    private static final RedisCall ONE = add("{one}");
    private static final RedisCall TWO = add("{two}");

    @Test
    void all_go_at_once_that_have_nothing_before_them() {
        ClusterBatch batch = new ClusterBatch(List.of(ONE, TWO, add("{one}"), message()));

        assertThat(batch.due()).hasSize(4);
    }

    @Test
    void a_command_waits_for_what_is_before_it_and_holds_those_of_its_slot() {
        RedisCall seat = TWO.after(ONE);
        RedisCall next = add("{two}");
        RedisCall other = add("{three}");
        ClusterBatch batch = new ClusterBatch(List.of(ONE, seat, next, other));
        List<Errand> first = batch.due();
        assertThat(calls(first)).containsExactly(ONE, other);
        answer(batch, first, 1L);

        List<Errand> second = batch.due();
        assertThat(calls(second)).containsExactly(seat, next);
        answer(batch, second, 2L);
        assertThat(batch.due()).isEmpty();
        assertThat(batch.answers()).containsExactly(1L, 2L, 2L, 1L);
    }

    @Test
    void what_was_before_it_in_an_earlier_batch_is_waited_for_no_more() {
        ClusterBatch batch = new ClusterBatch(List.of(TWO.after(ONE)));

        assertThat(batch.due()).hasSize(1);
    }

    @Test
    void a_command_does_not_go_when_what_is_before_it_was_lost() {
        ClusterBatch batch = new ClusterBatch(List.of(ONE, TWO.after(ONE)));
        List<Errand> first = batch.due();
        first.get(0).lose("away");
        batch.settle(first, true);

        assertThat(batch.due()).isEmpty();
        assertThat(batch.answers())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(JedisConnectionException.class));
    }

    @Test
    void nor_does_it_when_what_is_before_it_was_not_wanted_any_more() {
        ClusterBatch batch = new ClusterBatch(List.of(ONE, TWO.after(ONE)));
        List<Errand> first = batch.due();
        answer(batch, first, RedisPipe.UNWANTED);

        assertThat(batch.due()).isEmpty();
        assertThat(batch.answers()).containsExactly(RedisPipe.UNWANTED, RedisPipe.UNWANTED);
    }

    @Test
    void it_goes_when_what_is_before_it_was_refused() {
        ClusterBatch batch = new ClusterBatch(List.of(ONE, TWO.after(ONE)));
        List<Errand> first = batch.due();
        answer(batch, first, new JedisDataException("OOM command not allowed when used memory > 'maxmemory'."));

        assertThat(batch.due()).hasSize(1);
    }

    @Test
    void only_what_has_moved_goes_again() {
        ClusterBatch batch = new ClusterBatch(List.of(ONE, TWO));
        List<Errand> first = batch.due();
        first.get(0).take(new JedisMovedDataException("MOVED 1 127.0.0.2:7000", ELSEWHERE, 1));
        first.get(1).take(2L);
        assertThat(batch.settle(first, true)).containsExactly(first.get(0));

        assertThat(batch.due()).containsExactly(first.get(0));
        first.get(0).take(1L);
        batch.settle(List.of(first.get(0)), true);
        assertThat(batch.due()).isEmpty();
        assertThat(batch.answers()).containsExactly(1L, 2L);
    }

    @Test
    void another_node_is_asked_once() {
        ClusterBatch batch = new ClusterBatch(List.of(ONE));
        List<Errand> due = batch.due();
        Errand errand = due.get(0);
        RedisPlace place = new RedisPlace("127.0.0.2", 7000);
        errand.take(new JedisAskDataException("ASK 1 127.0.0.2:7000", ELSEWHERE, 1));
        errand.askAt(place);
        assertThat(batch.settle(due, false)).containsExactly(errand);
        assertThat(errand.asked()).isEqualTo(place);

        errand.take(new JedisDataException("TRYAGAIN Multiple keys request during rehashing of slot"));
        assertThat(errand.asked()).isNull();
    }

    /** Else a member who has left would come again. */
    @Test
    void a_command_does_not_go_again_after_a_later_one_about_the_same() {
        ClusterBatch batch = new ClusterBatch(List.of(ONE, add("{one}"), TWO));
        List<Errand> first = batch.due();
        first.get(0).take(new JedisDataException("CLUSTERDOWN Hash slot not served"));
        first.get(1).take(1L);
        first.get(2).take(new JedisDataException("CLUSTERDOWN Hash slot not served"));

        assertThat(batch.settle(first, true)).containsExactly(first.get(2));
        assertThat(batch.due()).containsExactly(first.get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRYAGAIN Multiple keys", "CLUSTERDOWN Hash slot not served", "LOADING Redis is loading"})
    void what_is_not_over_soon_is_no_refusal(String state) {
        ClusterBatch batch = new ClusterBatch(List.of(ONE));
        for (int i = 0; i < ClusterBatch.ATTEMPTS; i++) {
            assertThat(batch.due()).as("attempt %d", i).hasSize(1);
            answer(batch, batch.due(), new JedisDataException(state));
        }

        assertThat(batch.due()).isEmpty();
        assertThat(batch.answers().get(0))
                .isInstanceOf(JedisConnectionException.class)
                .hasToString("redis.clients.jedis.exceptions.JedisConnectionException: " + state);
    }

    @Test
    void after_waiting_in_vain_nothing_is_waited_for() {
        ClusterBatch batch = new ClusterBatch(List.of(ONE));
        List<Errand> due = batch.due();
        due.get(0).take(new JedisDataException("CLUSTERDOWN Hash slot not served"));

        assertThat(batch.settle(due, false)).isEmpty();
        assertThat(batch.due()).isEmpty();
    }

    @Test
    void a_refusal_is_an_answer() {
        ClusterBatch batch = new ClusterBatch(List.of(ONE));
        JedisDataException refusal = new JedisDataException("NOPERM this user has no permissions");
        answer(batch, batch.due(), refusal);

        assertThat(batch.due()).isEmpty();
        assertThat(batch.answers()).containsExactly(refusal);
    }

    private static void answer(ClusterBatch batch, List<Errand> errands, Object answer) {
        errands.forEach(errand -> errand.take(answer));
        batch.settle(errands, true);
    }

    private static List<RedisCall> calls(List<Errand> errands) {
        return errands.stream().map(Errand::call).toList();
    }

    private static RedisCall add(String key) {
        return RedisCall.of(Command.SADD, key, "x");
    }

    private static RedisCall message() {
        return RedisCall.of(Command.PUBLISH, "canyon:bus", "{}");
    }
}
