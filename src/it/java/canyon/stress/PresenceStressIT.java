package canyon.stress;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.LaravelApp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** However many come and go at once, every client knows who is there, and Canyon forgets whoever has gone. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PresenceStressIT {
    /** Decides what the clients do, though not in which order Canyon comes to it. */
    private static final long SEED = Long.getLong("canyon.stress.seed", 3);

    private static final int CLIENTS = 500;
    private static final int USERS = 200;
    private static final int CHANNELS = 20;

    /** All 10,000 have not been seen to pass beside other work on two processors. */
    private static final int OPERATIONS = Integer.getInteger("canyon.stress.operations", 3_000);

    private static final int SLOWEST_ANSWER_MILLIS = 50;

    /** Defaults of {@code canyon.auth.concurrency} and {@code canyon.auth.per-connection}. */
    private static final int CALLS = 64;

    private static final int CALLS_OF_CLIENT = 8;

    /** By default a client that says nothing is given up after 45 seconds. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(60);

    private static final String PREFIX = "presence-stress.";
    private static final Logger LOG = System.getLogger(PresenceStressIT.class.getName());

    private final LaravelApp app;
    private final HttpApi api;
    private final Links links;
    private final Crowd crowd;
    private final int others;
    private int fences;

    PresenceStressIT(CanyonServer canyon, LaravelApp app) {
        this.app = app;
        api = new HttpApi(canyon);
        links = new Links(canyon);
        crowd = new Crowd(links);
        others = api.clients();
    }

    @AfterEach
    void stop() {
        links.close();
    }

    @Test
    void five_hundred_clients_that_come_and_go_at_random_know_who_is_there() {
        LOG.log(Level.INFO, "-Dcanyon.stress.seed={0}", String.valueOf(SEED));
        List<String> channels = channels("random.", CHANNELS);
        List<Client> clients = clients(0, CLIENTS, USERS);
        app.takes(request -> Duration.ofMillis(ThreadLocalRandom.current().nextInt(SLOWEST_ANSWER_MILLIS + 1)));

        clients.forEach(crowd::connect);
        new RandomLife(SEED, crowd, clients, channels).live(OPERATIONS);
        crowd.awaitRoundTrips();

        everybodyKnowsTheTruth(channels);
        everybodyGoes();
    }

    @RepeatedTest(3)
    void a_hundred_users_who_join_in_the_same_instant_all_see_all_hundred() throws InterruptedException {
        List<String> channel = channels("instant.", 1);
        app.holds(request -> request.channel().equals(channel.get(0)));

        for (Client client : clients(0, 100, 100)) {
            subscribe(crowd.connect(client), channel);
        }
        awaitRequests(CALLS);
        app.reset();

        everybodyKnowsTheTruth(channel);
        everybodyGoes();
    }

    @Test
    void a_user_who_leaves_while_authorization_is_pending_leaves_nothing_behind() throws InterruptedException {
        List<String> channels = channels("left.", CALLS);
        Session witness = crowd.connect(new Client(0, "witness", 4, "websocket"));
        subscribe(witness, channels);
        crowd.awaitRoundTrips();
        everybodyKnowsTheTruth(channels);
        app.holds(request -> channels.contains(request.channel()));

        List<Client> leavers = clients(1, CALLS / CALLS_OF_CLIENT, CALLS);
        leavers.forEach(client -> subscribe(crowd.connect(client), left(channels, client)));
        awaitRequests(CALLS);
        for (Client client : leavers) {
            leave(client, left(channels, client));
        }
        crowd.awaitRoundTrips();
        app.reset();
        awaitThatAllCallsHaveEnded();

        everybodyKnowsTheTruth(channels);
        assertThat(channels)
                .allSatisfy(channel -> assertThat(api.users(channel)).containsExactly("witness"));
        assertThat(channels.subList(0, CALLS / 2))
                .allSatisfy(channel -> assertThat(witness.changes(channel)).isZero());
        everybodyGoes();
    }

    /** Half of them unsubscribe, the others close or drop their connections. */
    private void leave(Client client, List<String> channels) {
        if (client.number() <= CALLS / CALLS_OF_CLIENT / 2) {
            Session session = crowd.session(client).orElseThrow();
            channels.forEach(session::unsubscribe);
        } else if (client.number() % 2 == 0) {
            crowd.close(client);
        } else {
            crowd.drop(client);
        }
    }

    private static List<String> left(List<String> channels, Client client) {
        int first = (client.number() - 1) * CALLS_OF_CLIENT;
        return channels.subList(first, first + CALLS_OF_CLIENT);
    }

    /** If the application is asked by so many others at once, nobody works on what was asked before. */
    private void awaitThatAllCallsHaveEnded() throws InterruptedException {
        List<String> channels = channels("later.", CALLS_OF_CLIENT);
        app.holds(request -> channels.contains(request.channel()));
        List<Client> askers = clients(100, CALLS / CALLS_OF_CLIENT, CALLS);
        askers.forEach(client -> subscribe(crowd.connect(client), channels));
        awaitRequests(CALLS);
        app.reset();
        askers.forEach(crowd::close);
    }

    private void awaitRequests(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            app.await(request -> true);
        }
    }

    private void everybodyKnowsTheTruth(List<String> channels) {
        Eventually.is("connections", crowd.connections(channels), () -> api.connections(PREFIX));
        fences++;
        api.fence(channels, fences);
        for (String channel : channels) {
            crowd.awaitFence(channel, fences);
            crowd.assertLists(channel);
            assertThat(api.users(channel)).as(channel).isEqualTo(crowd.users(channel));
        }
    }

    private void everybodyGoes() {
        crowd.leave();
        Eventually.is("channels that are left", new TreeMap<>(), () -> api.connections(PREFIX));
        // A dropped connection that the server has not noticed ends with its heartbeat.
        Eventually.is("clients that are left", 0, () -> Math.max(0, api.clients() - others), HEARTBEAT);
        crowd.assertNoFaults();
    }

    private static void subscribe(Session session, List<String> channels) {
        channels.forEach(session::subscribe);
    }

    private static List<String> channels(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> PREFIX + name + i).toList();
    }

    /** Every tenth of them polls, of ten in turn each speaks another revision. */
    private static List<Client> clients(int first, int count, int users) {
        List<Client> clients = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            String transport = i % 10 == 0 ? "polling" : "websocket";
            clients.add(new Client(i, String.valueOf(i % users), i / 10 % 2 == 0 ? 3 : 4, transport));
        }
        return clients;
    }
}
