package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Occupancy;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import jakarta.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients of the shared server that are each in one channel. */
final class Audience implements AutoCloseable {
    private final Peer peer;
    private final List<RawWebSocket> webSockets = new ArrayList<>();

    Audience(Peer peer) {
        this.peer = peer;
    }

    /**
     * Returns when one more has joined.
     *
     * @param user as whom the Laravel application knows it
     */
    void join(String channel, int user) throws IOException {
        Occupancy occupancy = new Occupancy(peer);
        int others = occupancy.of(channel);
        RawWebSocket webSocket = peer.webSocket("/socket.io/?EIO=4&transport=websocket");
        webSockets.add(webSocket);
        assertThat(webSocket.receive().text()).startsWith("0{");
        webSocket.send("40");
        assertThat(webSocket.receive().text()).startsWith("40{");
        webSocket.send(
                "42[\"subscribe\",{\"channel\":%s,\"auth\":{\"headers\":{\"Authorization\":\"Bearer good:%d\"}}}]"
                        .formatted(Json.createValue(channel), user));
        occupancy.await(channel, others + 1);
    }

    /** All of them leave. */
    @Override
    public void close() throws IOException {
        for (RawWebSocket webSocket : webSockets) {
            webSocket.close();
        }
    }
}
