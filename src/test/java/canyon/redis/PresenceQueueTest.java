package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import canyon.redis.PresenceQueue.Change;
import canyon.redis.PresenceQueue.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PresenceQueueTest {
    private final AtomicLong nanos = new AtomicLong(-1);
    private final PresenceQueue queue = new PresenceQueue(10, nanos::get);

    @Test
    void changes_are_told_in_their_order() throws InterruptedException {
        queue.add(change("a", 1));
        queue.add(change("b", 2));
        queue.add(change("a", 3));

        assertThat(told()).containsExactly("a1 news", "b2 news", "a3 news");
    }

    @Test
    void over_its_bound_the_oldest_are_given_up_but_not_the_last_state_of_their_channels() throws InterruptedException {
        assertThat(queue.add(change("a", 3))).isZero();
        assertThat(queue.add(change("a", 4))).isZero();
        assertThat(queue.add(change("b", 5))).isEqualTo(2);
        assertThat(queue.add(change("b", 8))).isEqualTo(1);

        assertThat(told()).containsExactly("a4", "b5", "b8 news");
    }

    @Test
    void a_change_that_is_larger_than_the_bound_waits_alone() throws InterruptedException {
        queue.add(change("a", 100));

        assertThat(told()).containsExactly("a100 news");
    }

    @Test
    void what_could_not_be_told_is_the_next_again() throws InterruptedException {
        queue.add(change("a", 1));
        queue.add(change("a", 2));
        queue.putBack(queue.take().orElseThrow());

        assertThat(told()).containsExactly("a1 news", "a2 news");
    }

    @Test
    void what_could_not_be_told_never_comes_after_a_later_state() throws InterruptedException {
        queue.add(change("a", 1));
        Change taken = queue.take().orElseThrow();
        queue.add(change("a", 2));
        queue.add(change("b", 9));

        queue.putBack(taken);

        assertThat(told()).containsExactly("a2", "b9 news");
    }

    @Test
    void states_of_channels_that_are_kept_are_bounded_too() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            queue.add(change("c" + i, 9));
        }

        assertThat(told()).hasSize(11).endsWith("c98 9".replace(" ", ""), "c999 news");
    }

    @Test
    void a_shared_channel_is_told_once_however_often_it_changes_in_a_moment() throws InterruptedException {
        assertThat(queue.share(new ChannelName("a"))).isZero();
        queue.share(new ChannelName("b"));
        queue.share(new ChannelName("a"));
        nanos.addAndGet(PresenceQueue.TOGETHER.toNanos());

        assertThat(told()).containsExactly("a0 shared", "b0 shared");
    }

    @Test
    void shared_channels_and_changes_take_turns() throws InterruptedException {
        queue.share(new ChannelName("x"));
        queue.share(new ChannelName("y"));
        queue.add(change("a", 1));
        queue.add(change("b", 1));
        assertThat(told(1)).as("before the moment is over").containsExactly("a1 news");
        nanos.addAndGet(PresenceQueue.TOGETHER.toNanos());
        queue.add(change("c", 1));

        assertThat(told()).containsExactly("x0 shared", "b1 news", "y0 shared", "c1 news");
    }

    @Test
    void a_shared_channel_that_could_not_be_told_is_told_in_a_moment() throws InterruptedException {
        queue.share(new ChannelName("a"));
        nanos.addAndGet(PresenceQueue.TOGETHER.toNanos());
        queue.putBack(queue.take().orElseThrow());
        queue.add(change("b", 1));
        assertThat(told(1)).containsExactly("b1 news");
        nanos.addAndGet(PresenceQueue.TOGETHER.toNanos());

        assertThat(told()).containsExactly("a0 shared");
    }

    @Test
    void shared_channels_are_bounded_too() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            assertThat(queue.share(new ChannelName("c" + i))).isZero();
        }
        assertThat(queue.share(new ChannelName("c10"))).isEqualTo(1);
        queue.close();

        assertThat(told()).hasSize(10).startsWith("c1" + "0 shared").endsWith("c10" + "0 shared");
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void whoever_waits_is_given_a_shared_channel_when_its_moment_is_over() throws Exception {
        PresenceQueue live = new PresenceQueue(10, System::nanoTime);
        FutureTask<Optional<Change>> taken = new FutureTask<>(live::take);
        Thread taker = new Thread(taken);
        taker.start();
        live.share(new ChannelName("a"));

        assertThat(taken.get(20, TimeUnit.SECONDS).orElseThrow().form()).isEqualTo(Form.SHARED);
        taker.join();
    }

    private List<String> told() throws InterruptedException {
        return told(Integer.MAX_VALUE);
    }

    private List<String> told(int most) throws InterruptedException {
        List<String> told = new ArrayList<>();
        while (!queue.isEmpty() && told.size() < most) {
            Change next = queue.take().orElseThrow();
            String form = switch (next.form()) {
                case NEWS -> " news";
                case STATE -> "";
                case SHARED -> " shared";
            };
            told.add(next.channel().text() + next.connections().size() + form);
        }
        return told;
    }

    private static Change change(String channel, int members) {
        return new Change(
                new ChannelName(channel),
                IntStream.range(0, members)
                        .mapToObj(i ->
                                new Presence(Member.of(JsonText.EMPTY_OBJECT).orElseThrow(), new SocketId("1." + i)))
                        .toList(),
                Form.NEWS);
    }
}
