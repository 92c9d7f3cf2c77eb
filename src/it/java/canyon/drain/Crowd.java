package canyon.drain;

import static canyon.support.CanyonServers.APP_ID;
import static canyon.support.CanyonServers.APP_KEY;
import static canyon.support.CanyonServers.APP_SECRET;

import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import com.pusher.rest.Pusher;
import com.pusher.rest.data.PresenceUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/**
 * Clients of both kinds.
 *
 * @param members ten users in one presence channel, clients of Pusher's too
 */
record Crowd(List<Guest> pusher, List<Guest> socketIo, List<Guest> members) {
    static final String PUSHER_PATH = "/app/" + APP_KEY + "?protocol=7";
    static final String SOCKET_IO_PATH = "/socket.io/?EIO=4&transport=websocket";
    static final String ROOM = "presence-room";

    private static final int MEMBERS = 10;

    /** Returns when all are there: so many, and the members. */
    static Crowd at(Peer peer, int count, ExecutorService threads) throws IOException {
        List<Guest> pusher = new ArrayList<>();
        List<Guest> socketIo = new ArrayList<>();
        for (int i = 0; i < count / 2; i++) {
            pusher.add(pusher(peer, threads));
            socketIo.add(socketIo(peer, threads));
        }
        return new Crowd(pusher, socketIo, members(peer, threads));
    }

    private static Guest pusher(Peer peer, ExecutorService threads) throws IOException {
        RawWebSocket socket = peer.webSocket(PUSHER_PATH);
        socket.receive();
        return new Guest(socket, threads);
    }

    private static Guest socketIo(Peer peer, ExecutorService threads) throws IOException {
        RawWebSocket socket = peer.webSocket(SOCKET_IO_PATH);
        socket.receive();
        socket.send("40");
        socket.receive();
        return new Guest(socket, threads);
    }

    private static List<Guest> members(Peer peer, ExecutorService threads) throws IOException {
        Pusher laravel = new Pusher(APP_ID, APP_KEY, APP_SECRET);
        List<RawWebSocket> sockets = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            RawWebSocket socket = peer.webSocket(PUSHER_PATH);
            String id = socket.receive().text().replaceFirst("(?s).*socket_id[^0-9]*([0-9.]+).*", "$1");
            String auth = laravel.authenticate(id, ROOM, new PresenceUser("user-" + i));
            socket.send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + ROOM + "\"," + auth.substring(1)
                    + "}");
            String answer = socket.receive().text();
            while (!answer.contains("subscription_succeeded")) {
                answer = socket.receive().text();
            }
            sockets.add(socket);
        }
        return sockets.stream().map(socket -> new Guest(socket, threads)).toList();
    }

    List<Guest> all() {
        return Stream.of(pusher, socketIo, members).flatMap(List::stream).toList();
    }

    /** Waits until all have been sent away. */
    List<Guest.Farewell> farewells() {
        return all().stream().map(Guest::farewell).toList();
    }
}
