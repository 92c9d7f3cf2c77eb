package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(20)
class IntakeTest {
    private final BlockingQueue<Integer> taken = new ArrayBlockingQueue<>(10);

    @Test
    void all_that_waits_is_taken_together_in_its_order() throws InterruptedException {
        Intake intake = new Intake(10_000);
        intake.put(broadcast("a"));
        intake.put(broadcast("b"));

        assertThat(intake.takeAll()).extracting(IntakeTest::event).containsExactly("a", "b");
        intake.put(broadcast("c"));
        assertThat(intake.takeAll()).extracting(IntakeTest::event).containsExactly("c");
    }

    @Test
    void a_publisher_waits_while_too_much_waits_already() throws InterruptedException {
        Intake intake = new Intake(300);
        intake.put(broadcast("a"));
        intake.put(broadcast("b"));
        Thread publisher = start(() -> intake.put(broadcast("c")));
        awaitWaiting(publisher);

        assertThat(intake.takeAll()).hasSize(2);
        publisher.join();

        assertThat(intake.takeAll()).extracting(IntakeTest::event).containsExactly("c");
    }

    @Test
    void a_single_large_broadcast_is_taken_when_there_is_room_at_all() throws InterruptedException {
        Intake intake = new Intake(300);

        intake.put(broadcast("x".repeat(10_000)));

        assertThat(intake.takeAll()).hasSize(1);
    }

    @Test
    void what_cannot_wait_is_taken_in_any_case_and_what_can_is_turned_away() throws InterruptedException {
        Intake intake = new Intake(300);
        assertThat(intake.offer(broadcast("a"))).isTrue();
        intake.putAtOnce(new Outgoing.Published(broadcast("b")));
        intake.putAtOnce(new Outgoing.Published(broadcast("c")));

        assertThat(intake.offer(broadcast("d"))).isFalse();

        assertThat(intake.takeAll()).extracting(IntakeTest::event).containsExactly("a", "b", "c");
        assertThat(intake.offer(broadcast("d"))).isTrue();
    }

    @Test
    void once_closed_it_takes_nothing_and_keeps_nobody_waiting() throws InterruptedException {
        Intake intake = new Intake(300);
        intake.put(broadcast("x".repeat(300)));
        Thread publisher = start(() -> {
            try {
                intake.put(broadcast("c"));
            } catch (InterruptedException e) {
                taken.add(-1);
            }
        });
        awaitWaiting(publisher);

        intake.close();

        assertThat(taken.take()).isEqualTo(-1);
        assertThat(intake.offer(broadcast("d"))).isFalse();
        assertThatThrownBy(() -> intake.put(broadcast("d"))).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(intake::awaitRoom).hasMessage("Canyon is stopping");
    }

    @Test
    void the_dispatcher_waits_while_nothing_is_there() throws InterruptedException {
        Intake intake = new Intake(300);
        Thread dispatcher = start(() -> taken.add(intake.takeAll().size()));
        awaitWaiting(dispatcher);

        intake.put(broadcast("a"));

        assertThat(taken.take()).isEqualTo(1);
    }

    @Test
    void what_is_gathered_goes_on_together() throws InterruptedException {
        Intake intake = new Intake(1 << 24);
        Thread dispatcher = start(() -> taken.add(intake.takeAll().size()));
        awaitWaiting(dispatcher);

        // So many that a dispatcher that is told of the first one is there before the last.
        for (int i = 0; i < 20_000; i++) {
            intake.gather(broadcast("a"));
        }
        intake.release();

        assertThat(taken.take()).isEqualTo(20_000);
    }

    @Test
    void what_is_put_takes_along_what_was_gathered() throws InterruptedException {
        Intake intake = new Intake(10_000);
        Thread dispatcher = start(() -> taken.add(intake.takeAll().size()));
        awaitWaiting(dispatcher);
        intake.gather(broadcast("a"));

        intake.put(broadcast("b"));

        assertThat(taken.take()).isEqualTo(2);
    }

    @Test
    void what_fills_the_intake_is_not_held() throws InterruptedException {
        Intake intake = new Intake(300);
        Thread dispatcher = start(() -> taken.add(intake.takeAll().size()));
        awaitWaiting(dispatcher);

        intake.gather(broadcast("a"));
        intake.gather(broadcast("a"));

        assertThat(taken.take()).isEqualTo(2);
    }

    @Test
    void whoever_waits_can_be_interrupted() throws InterruptedException {
        Intake intake = new Intake(1);
        intake.put(broadcast("a"));
        List<Thread> waiting = List.of(start(() -> intake.put(broadcast("b"))), start(() -> new Intake(1).takeAll()));

        for (Thread thread : waiting) {
            awaitWaiting(thread);
            thread.interrupt();
            thread.join();
        }

        assertThat(taken).containsExactly(-1, -1);
    }

    private Thread start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                taken.add(-1);
            }
        });
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static String event(Outgoing outgoing) {
        return ((Outgoing.Published) outgoing).broadcast().event();
    }

    private static Broadcast broadcast(String event) {
        return new Broadcast(new ChannelName("orders"), event, JsonText.NULL, null);
    }

    private interface Task {
        void run() throws InterruptedException;
    }
}
