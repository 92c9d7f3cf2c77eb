package canyon.stress;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import canyon.wire.Packets;
import canyon.wire.Peer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the registry of the shared server holds, as its HTTP API tells. */
final class HttpApi {
    private static final String APP = "/apps/" + CanyonServers.APP_ID;
    private static final Map<String, String> AUTHORIZED = Map.of("Authorization", "Bearer " + CanyonServers.API_KEY);

    private final Peer peer;

    HttpApi(CanyonServer canyon) {
        peer = Peer.of(canyon);
    }

    /** Connections of each occupied channel whose name begins so. */
    SortedMap<String, Integer> connections(String prefix) {
        SortedMap<String, Integer> connections = new TreeMap<>();
        call("GET", "/channels?filter_by_prefix=" + prefix, "")
                .getJsonObject("channels")
                .forEach((name, channel) ->
                        connections.put(name, channel.asJsonObject().getInt("subscription_count")));
        return connections;
    }

    /** Users in a presence channel; each must be there once. */
    SortedSet<String> users(String channel) {
        SortedSet<String> users = new TreeSet<>();
        for (JsonValue user : call("GET", "/channels/" + channel + "/users", "").getJsonArray("users")) {
            String id = user.asJsonObject().getString("id");
            assertThat(users.add(id)).as("user %s only once in %s", id, channel).isTrue();
        }
        return users;
    }

    /** Clients that are connected, those of others included. */
    int clients() {
        return call("GET", "/status", "").getInt("subscription_count");
    }

    /** Sends all members of the channels a number, behind everything that Canyon has to tell them. */
    void fence(List<String> channels, int number) {
        String body = Json.createObjectBuilder()
                .add("name", "fence")
                .add("channels", Json.createArrayBuilder(channels))
                .add("data", number)
                .build()
                .toString();
        assertThat(call("POST", "/events", body).getString("message")).isEqualTo("ok");
    }

    private JsonObject call(String method, String path, String body) {
        try {
            HttpAnswer answer = peer.call(method, APP + path, AUTHORIZED, body).answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).as(answer.headers().toString()).startsWith("{");
            return Packets.value(answer.body()).asJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
