package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelRegistryRaceTest {
    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ChannelRegistry registry = new ChannelRegistry(3);
    private final List<ChannelName> names = List.of(new ChannelName("a"), new ChannelName("b"), new ChannelName("c"));

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void joins_and_leaves_of_many_leave_exactly_those_who_stayed() throws Exception {
        List<Connection> connections = connections(200);
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int part = thread;
            tasks.add(() -> {
                Random random = new Random(part);
                for (int i = part; i < connections.size(); i += THREADS) {
                    churn(connections.get(i), random);
                    names.forEach(name -> registry.leave(connections.get(0), name));
                }
                return part;
            });
        }

        runTogether(tasks);

        for (ChannelName name : names) {
            long staying =
                    connections.stream().filter(one -> one.isSubscribed(name)).count();
            assertThat(registry.subscriberCount(name)).isEqualTo((int) staying);
        }
        connections.forEach(registry::leaveAll);
        assertThat(registry.channelCount()).isZero();
    }

    private void churn(Connection connection, Random random) {
        for (int step = 0; step < 200; step++) {
            ChannelName name = names.get(random.nextInt(names.size()));
            if (random.nextBoolean()) {
                registry.join(connection, name);
            } else {
                registry.leave(connection, name);
            }
            registry.find(name).ifPresent(channel -> channel.subscribers(random.nextInt(3)));
        }
    }

    @Test
    void a_join_at_the_moment_of_the_end_leaves_nothing_behind() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Connection connection = connections(1).get(0);
            registry.join(connection, names.get(0));

            runTogether(List.of(
                    () -> {
                        names.forEach(name -> registry.join(connection, name));
                        return true;
                    },
                    () -> {
                        registry.leaveAll(connection);
                        return true;
                    }));

            assertThat(registry.channelCount()).isZero();
            assertThat(connection.subscriptionCount()).isZero();
        }
    }

    @Test
    void a_channel_that_empties_while_another_one_joins_keeps_the_newcomer() throws Exception {
        ChannelName name = names.get(0);
        for (int round = 0; round < 2_000; round++) {
            List<Connection> two = connections(2);
            registry.join(two.get(0), name);

            runTogether(List.of(
                    () -> {
                        registry.leave(two.get(0), name);
                        return true;
                    },
                    () -> {
                        registry.join(two.get(1), name);
                        return true;
                    }));

            Channel channel = registry.find(name).orElseThrow();
            assertThat(channel.subscribers(two.get(1).lane(3)).connections()).containsExactly(two.get(1));
            registry.leave(two.get(1), name);
        }
    }

    private void runTogether(List<Callable<Object>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<Future<Object>> running = new ArrayList<>();
        for (Callable<Object> task : tasks) {
            running.add(threads.submit(() -> {
                start.await();
                return task.call();
            }));
        }
        for (Future<Object> task : running) {
            task.get(20, TimeUnit.SECONDS);
        }
    }

    private static List<Connection> connections(int count) {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(TestConnections.echo("1." + i, RecordingWriter.prompt()));
        }
        return connections;
    }
}
