package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.SignedApi;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A presence channel of several servers that no other test uses, and its members, who are closed with it. */
final class Room implements AutoCloseable {
    /** What an event tells that may be lost or late. */
    static final String PERHAPS = "perhaps";

    private final String name = "presence-room-" + UUID.randomUUID();
    private final List<PusherSocket> members = new ArrayList<>();

    String name() {
        return name;
    }

    PusherSocket enter(Peer peer, String user) throws IOException {
        PusherSocket socket = PusherSocket.to(peer);
        members.add(socket);
        return socket.join(name, "{\"user_id\":\"" + user + "\"}");
    }

    /** To all members. */
    void publish(Peer peer, String data) throws IOException {
        String event = Json.createObjectBuilder()
                .add("channel", name)
                .add("name", "shipped")
                .add("data", data)
                .build()
                .toString();
        assertThat(new SignedApi(peer).post("/events", event).status()).isEqualTo(200);
    }

    /** The next that a member hears: who has come or gone, or an event's data, unless that is {@link #PERHAPS}. */
    static String news(PusherSocket socket) throws IOException {
        while (true) {
            JsonObject message = socket.hear();
            switch (message.getString("event")) {
                case "pusher_internal:member_added" -> {
                    return "+" + PusherSocket.data(message).getString("user_id");
                }
                case "pusher_internal:member_removed" -> {
                    return "-" + PusherSocket.data(message).getString("user_id");
                }
                case "pusher:ping" -> socket.send("{\"event\":\"pusher:pong\",\"data\":{}}");
                default -> {
                    String data = message.getString("data");
                    if (!data.equals(PERHAPS)) {
                        return data;
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (PusherSocket member : members) {
            member.close();
        }
    }
}
