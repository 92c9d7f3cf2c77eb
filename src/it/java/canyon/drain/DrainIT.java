package canyon.drain;

import static canyon.support.CanyonServers.APP_ID;
import static canyon.support.CanyonServers.APP_KEY;
import static canyon.support.CanyonServers.APP_SECRET;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import canyon.support.CanyonServer;
import canyon.support.ServerKind;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import com.pusher.rest.Pusher;
import com.pusher.rest.data.PresenceUser;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Clients of a server that takes Canyon off, or that stops. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DrainIT {
    private static final int CLIENTS = 200;
    private static final Duration DRAIN = Duration.ofSeconds(4);
    private static final int RECONNECT = 4200;

    /** A server that stops may close its port before it tells the application. */
    private static final int PORT_CLOSED = 0;

    /** The time of a drain in equal parts. */
    private static final int PARTS = 4;

    private static final Map<String, String> CONFIGURATION = Map.of(
            "canyon.drain.duration",
            DRAIN.toString(),
            "canyon.app.id",
            APP_ID,
            "canyon.app.key",
            APP_KEY,
            "canyon.app.secret",
            APP_SECRET);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Test
    void clients_are_told_evenly_to_come_again_and_newcomers_are_refused_meanwhile() throws Exception {
        assumeTrue(ServerKind.current() != ServerKind.PAYARA_MICRO, "it only stops, and cuts its connections then");
        try (CanyonServer canyon = CanyonServer.start(CONFIGURATION)) {
            Peer peer = Peer.of(canyon);
            List<Guest> pusher = new ArrayList<>();
            List<Guest> socketIo = new ArrayList<>();
            for (int i = 0; i < CLIENTS / 2; i++) {
                pusher.add(pusher(peer));
                socketIo.add(socketIo(peer));
            }
            List<Guest> members = members(peer);

            CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> takeOff(canyon), threads);
            long first = Guest.first(socketIo).nanos();
            int webSocket = status(peer, "/app/" + APP_KEY + "?protocol=7");
            int socketIoHandshake = status(peer, "/socket.io/?EIO=4&transport=websocket");

            List<Guest.Farewell> all = Stream.of(pusher, socketIo, members)
                    .flatMap(List::stream)
                    .map(Guest::farewell)
                    .toList();
            gone.join();
            assertThat(all).allSatisfy(end -> assertThat(end.frame().code()).isEqualTo(RECONNECT));
            assertThat(webSocket).isIn(PORT_CLOSED, 404, 503);
            assertThat(socketIoHandshake).isIn(PORT_CLOSED, 404, 503);
            // A disconnect packet would keep clients of Socket.IO from coming again.
            assertThat(socketIo)
                    .allSatisfy(guest -> assertThat(guest.heard()).noneMatch(text -> text.startsWith("41")));
            assertThat(all.stream()
                            .collect(groupingBy(end -> part(end.nanos() - first), counting()))
                            .values())
                    .hasSizeBetween(PARTS, PARTS + 1)
                    .allSatisfy(count -> assertThat(count).isLessThan(all.size() / PARTS * 3 / 2));
            // Each hears of those who leave before it, the last one of all others.
            assertThat(members.stream().mapToLong(DrainIT::leaves).sorted())
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void takeOff(CanyonServer canyon) {
        try {
            canyon.undeploy();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long part(long nanos) {
        return Math.max(0, nanos) * PARTS / DRAIN.toNanos();
    }

    private static long leaves(Guest member) {
        return member.heard().stream()
                .filter(text -> text.contains("pusher_internal:member_removed"))
                .count();
    }

    private static int status(Peer peer, String path) throws IOException {
        try (RawWebSocket refused = peer.webSocket(path)) {
            return refused.handshake().status();
        } catch (ConnectException e) {
            return PORT_CLOSED;
        }
    }

    private Guest pusher(Peer peer) throws IOException {
        RawWebSocket socket = peer.webSocket("/app/" + APP_KEY + "?protocol=7");
        socket.receive();
        return new Guest(socket, threads);
    }

    private Guest socketIo(Peer peer) throws IOException {
        RawWebSocket socket = peer.webSocket("/socket.io/?EIO=4&transport=websocket");
        socket.receive();
        socket.send("40");
        socket.receive();
        return new Guest(socket, threads);
    }

    /** Ten users in one presence channel. */
    private List<Guest> members(Peer peer) throws IOException {
        Pusher laravel = new Pusher(APP_ID, APP_KEY, APP_SECRET);
        List<RawWebSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            RawWebSocket socket = peer.webSocket("/app/" + APP_KEY + "?protocol=7");
            String id = socket.receive().text().replaceFirst("(?s).*socket_id[^0-9]*([0-9.]+).*", "$1");
            String auth = laravel.authenticate(id, "presence-room", new PresenceUser("user-" + i));
            socket.send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"presence-room\"," + auth.substring(1)
                    + "}");
            String answer = socket.receive().text();
            while (!answer.contains("subscription_succeeded")) {
                answer = socket.receive().text();
            }
            sockets.add(socket);
        }
        return sockets.stream().map(socket -> new Guest(socket, threads)).toList();
    }
}
