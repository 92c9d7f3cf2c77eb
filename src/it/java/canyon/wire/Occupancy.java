package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServers;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Map;

/** How many connections are in a channel of the shared server, as its HTTP API tells. */
public record Occupancy(Peer peer) {
    private static final String CHANNELS = "/apps/" + CanyonServers.APP_ID + "/channels";
    private static final Map<String, String> AUTHORIZED = Map.of("Authorization", "Bearer " + CanyonServers.API_KEY);

    public int of(String channel) throws IOException {
        HttpAnswer answer = peer.call("GET", CHANNELS, AUTHORIZED, "").answer();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonObject channels = Packets.value(answer.body()).asJsonObject().getJsonObject("channels");
        return channels.containsKey(channel) ? channels.getJsonObject(channel).getInt("subscription_count") : 0;
    }

    /** Returns when so many are in it. */
    public void await(String channel, int count) throws IOException {
        long deadline = System.nanoTime() + Peer.PATIENCE.toNanos();
        int now = of(channel);
        while (now != count && System.nanoTime() - deadline < 0) {
            now = of(channel);
        }
        assertThat(now).as("connections in " + channel).isEqualTo(count);
    }
}
