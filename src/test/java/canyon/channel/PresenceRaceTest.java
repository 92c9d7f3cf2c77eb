package canyon.channel;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.connection.Connection;
import canyon.connection.HearingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.ServerMessage;
import canyon.metrics.Meters;
import canyon.protocol.Frame;
import canyon.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Many threads change one presence channel; the lists that clients keep must equal the truth. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class PresenceRaceTest {
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final int USERS = 100;
    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ChannelRegistry registry = new ChannelRegistry(2);
    private final FanOut fanOut = new FanOut(registry, new Meters(), 1 << 20);

    @BeforeEach
    void start() {
        fanOut.start(threads);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @RepeatedTest(5)
    void all_who_join_in_the_same_instant_see_all() throws Exception {
        List<Client> clients = clients(USERS, USERS);
        CyclicBarrier instant = new CyclicBarrier(THREADS);

        inParallel(thread -> {
            instant.await();
            for (int i = thread; i < USERS; i += THREADS) {
                clients.get(i).join();
            }
        });

        Set<String> all = clients.stream().map(client -> client.user).collect(Collectors.toCollection(TreeSet::new));
        for (Client client : clients) {
            client.awaitList(all);
        }
    }

    @RepeatedTest(5)
    void whatever_happens_every_list_equals_the_truth_and_nothing_is_left_in_the_end() throws Exception {
        List<Client> clients = clients(USERS, USERS / 3);

        inParallel(thread -> {
            Random random = new Random(thread);
            for (int step = 0; step < 1_000; step++) {
                int one = random.nextInt(USERS / THREADS) * THREADS + thread;
                if (random.nextInt(3) > 0) {
                    clients.get(one).join();
                } else {
                    clients.get(one).leave();
                }
            }
        });

        Set<String> truth = clients.stream()
                .filter(client -> client.connection.isSubscribed(ROOM))
                .map(client -> client.user)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(registry.userCount(ROOM)).isEqualTo(truth.size());
        for (Client client : clients) {
            if (client.connection.isSubscribed(ROOM)) {
                client.awaitList(truth);
            }
        }
        clients.forEach(client -> registry.leaveAll(client.connection));
        assertThat(registry.channelCount()).isZero();
    }

    private void inParallel(Work work) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            running.add(threads.submit(() -> {
                work.run(number);
                return number;
            }));
        }
        for (Future<?> one : running) {
            one.get(30, TimeUnit.SECONDS);
        }
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private List<Client> clients(int count, int users) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(new Client("1." + i, "u" + i % users));
        }
        return clients;
    }

    /** Keeps the list of members as Laravel Echo does, out of the messages that it is sent. */
    private final class Client implements Protocol {
        private final String user;
        private final Connection connection;
        private final Set<String> list = new TreeSet<>();

        Client(String id, String user) {
            this.user = user;
            this.connection = TestConnections.of(id, this, new HearingWriter(this::hear));
        }

        void join() {
            Member member =
                    Member.of(new JsonText("{\"user_id\":\"" + user + "\"}")).orElseThrow();
            assertThat(registry.join(connection, ROOM, member, 0)).isTrue();
        }

        void leave() {
            registry.leave(connection, ROOM);
        }

        @Override
        public Frame encode(ServerMessage message) {
            if (message instanceof ServerMessage.PresenceSubscribed subscribed) {
                return Frame.text(subscribed.members().stream()
                        .map(presence -> presence.member().key().orElseThrow())
                        .collect(Collectors.joining(",", "=", "")));
            }
            if (message instanceof ServerMessage.PresenceJoined joined) {
                return Frame.text("+" + joined.member().member().key().orElseThrow());
            }
            return Frame.text(
                    "-" + ((ServerMessage.PresenceLeft) message).member().key().orElseThrow());
        }

        private synchronized void hear(String frame) {
            String users = frame.substring(1);
            switch (frame.charAt(0)) {
                case '=' -> {
                    list.clear();
                    list.addAll(List.of(users.split(",", -1)));
                }
                case '+' -> list.add(users);
                default -> list.remove(users);
            }
            notifyAll();
        }

        synchronized void awaitList(Set<String> expected) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!list.equals(expected)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    assertThat(list).as(connection.id().text()).isEqualTo(expected);
                }
                wait(Math.max(1, left));
            }
        }
    }
}
