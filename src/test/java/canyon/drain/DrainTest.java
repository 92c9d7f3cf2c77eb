package canyon.drain;

import static java.util.stream.Collectors.counting;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.Connections;
import canyon.connection.Outbox;
import canyon.connection.TestConnections;
import canyon.message.SocketId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DrainTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private static final Comparator<Connection> LAST_ARE_AGED =
            Comparator.comparing(client -> client.app().equals("aged"));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final Connections connections = new Connections();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private final Drain drain = new Drain(connections, tasks::add, LAST_ARE_AGED, news::add, nanos::get);
    private final List<Sent> sent = new ArrayList<>();

    /** Whoever has been told to leave. */
    private record Sent(SocketId client, CloseReason reason, long nanos) {}

    @Test
    void two_thousand_are_told_once_each_to_come_again_evenly_over_the_time() {
        connect(2_000);
        long begin = nanos.get();

        drain.begin(TEN_SECONDS);
        pass(TEN_SECONDS);

        assertThat(sent).hasSize(2_000).allMatch(each -> each.reason() == CloseReason.RECONNECT);
        assertThat(sent).extracting(Sent::client).doesNotHaveDuplicates();
        assertThat(sent.stream()
                        .collect(Collectors.groupingBy(each -> (each.nanos() - begin - 1) / 1_000_000_000L, counting()))
                        .values())
                .hasSize(10)
                .allSatisfy(count -> assertThat(count).isBetween(190L, 210L));
        assertThat(connections.count()).isZero();
        assertThat(drain.sentAway()).isEqualTo(new SentAway(2_000, TEN_SECONDS));
    }

    @Test
    void whoever_watches_is_told_of_its_beginning_and_its_end() {
        connect(2);

        drain.begin(TEN_SECONDS);
        assertThat(news)
                .containsExactly("draining: newcomers are refused, 2 clients are told within PT10S to connect again");
        pass(TEN_SECONDS);
        drain.cancel();

        assertThat(news)
                .hasSize(3)
                .contains("drained: nobody is connected any more")
                .endsWith("the drain is cancelled, newcomers are taken again");
    }

    @Test
    void whoever_is_to_go_last_goes_last() {
        connect("aged", 10);
        connect(10);

        drain.begin(TEN_SECONDS);
        pass(TEN_SECONDS.dividedBy(2));

        assertThat(connections.count("aged")).isEqualTo(9);
        assertThat(connections.count("")).isZero();
    }

    @Test
    void nobody_may_come_until_it_is_cancelled() {
        drain.begin(TEN_SECONDS);
        assertThat(drain.isDraining()).isTrue();
        assertThat(connections.admissions().isClosed()).isTrue();

        drain.cancel();
        assertThat(drain.isDraining()).isFalse();
        assertThat(connections.admissions().isClosed()).isFalse();
    }

    @Test
    void whoever_is_there_when_it_is_cancelled_stays() {
        connect(10);
        drain.begin(TEN_SECONDS);
        pass(Duration.ofSeconds(5));

        drain.cancel();
        pass(TEN_SECONDS);

        assertThat(sent).hasSize(6);
        assertThat(connections.count()).isEqualTo(4);
        assertThat(drain.sentAway().count()).isZero();
    }

    @Test
    void whoever_leaves_by_itself_is_told_nothing_and_delays_nobody() {
        List<Connection> clients = connect(10);
        drain.begin(TEN_SECONDS);
        pass(Duration.ofMillis(500));
        List<Connection> rest = clients.stream()
                .filter(client -> !client.id().equals(sent.get(0).client()))
                .toList();

        rest.forEach(this::leave);

        assertThat(drain.step()).isTrue();
        assertThat(sent).hasSize(1);
        assertThat(drain.sentAway().count()).isOne();
    }

    @Test
    void with_no_time_everybody_leaves_at_once() {
        connect(100);

        drain.complete(Duration.ZERO);

        assertThat(sent).hasSize(100);
    }

    @Test
    void without_clients_it_takes_no_time() {
        drain.complete(Duration.ofHours(1));

        assertThat(drain.isDraining()).isTrue();
    }

    @Test
    void whoever_came_in_at_the_moment_of_its_beginning_leaves_at_its_end() {
        connect(1);
        drain.begin(TEN_SECONDS);
        connect(1);

        pass(TEN_SECONDS);

        assertThat(sent).hasSize(2);
    }

    @Test
    void a_second_one_takes_those_who_are_left_over_its_own_time() {
        connect(10);
        drain.begin(Duration.ofHours(1));
        assertThat(drain.step()).isFalse();

        drain.complete(Duration.ZERO);

        assertThat(sent).hasSize(10).extracting(Sent::client).doesNotHaveDuplicates();
        tasks.forEach(Runnable::run);
        assertThat(drain.sentAway().count()).isEqualTo(10);
    }

    @Test
    void a_client_that_cannot_be_told_keeps_nobody_else() {
        Connection broken = new Connection(
                new Connection.Identity("", SocketId.random()),
                TestConnections.dialect("broken"),
                new Outbox(1_024, cause -> {}),
                reason -> {
                    throw new IllegalStateException("broken");
                });
        connections.add(broken);
        connect(10);

        drain.complete(Duration.ZERO);

        assertThat(sent).hasSize(10);
    }

    private List<Connection> connect(int count) {
        return connect("", count);
    }

    private List<Connection> connect(String app, int count) {
        List<Connection> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SocketId id = SocketId.random();
            Connection client = new Connection(
                    new Connection.Identity(app, id),
                    TestConnections.dialect("test"),
                    new Outbox(1_024, cause -> {}),
                    reason -> {
                        sent.add(new Sent(id, reason, nanos.get()));
                        connections.find(id).ifPresent(this::leave);
                    });
            connections.add(client);
            clients.add(client);
        }
        return clients;
    }

    private void leave(Connection client) {
        client.end();
        connections.remove(client, CloseReason.CLIENT_CLOSED);
    }

    /** As the thread of a drain does, every 50 ms. */
    private void pass(Duration time) {
        drain.step();
        for (int i = 0; i < time.toMillis() / 50; i++) {
            nanos.addAndGet(50_000_000);
            drain.step();
        }
    }
}
