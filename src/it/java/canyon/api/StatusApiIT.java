package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.wire.HttpAnswer;
import canyon.wire.Listener;
import canyon.wire.Peer;
import jakarta.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What monitoring asks the packaged WAR; the members are those of laravel-echo-server 1.6.3. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatusApiIT {
    private static final String APP = "/apps/" + CanyonServers.APP_ID;

    private final Peer peer;

    StatusApiIT(CanyonServer canyon) {
        this.peer = Peer.of(canyon);
    }

    @Test
    void it_tells_how_many_clients_there_are_how_long_it_runs_and_what_memory_it_takes() throws IOException {
        try (Listener one = Listener.on(peer, "status");
                Listener other = Listener.on(peer, "status")) {
            JsonObject status = status();

            assertThat(status.keySet()).containsExactly("subscription_count", "uptime", "memory_usage");
            assertThat(status.getInt("subscription_count")).isGreaterThanOrEqualTo(2);
            assertThat(uptime(status)).isBetween(0.001, 86_400.0);
            JsonObject memory = status.getJsonObject("memory_usage");
            assertThat(memory.keySet()).containsExactly("rss", "heapTotal", "heapUsed", "external");
            assertThat(bytes(memory, "heapUsed")).isPositive().isLessThanOrEqualTo(bytes(memory, "heapTotal"));
            assertThat(bytes(memory, "rss")).isGreaterThan(bytes(memory, "external"));
            assertThat(bytes(memory, "external")).isPositive();
            assertThat(uptime(status())).isGreaterThanOrEqualTo(uptime(status));
            peer.call(
                            "POST",
                            APP + "/events",
                            ApiAnswer.AUTHORIZED,
                            "{\"channel\":\"status\",\"name\":\"E\",\"data\":1}")
                    .answer();
            assertThat(one.hear()).isEqualTo("42[\"E\",\"status\",1]");
            assertThat(other.hear()).isEqualTo("42[\"E\",\"status\",1]");
        }
    }

    private JsonObject status() throws IOException {
        HttpAnswer answer =
                peer.call("GET", APP + "/status", ApiAnswer.AUTHORIZED, "").answer();
        assertThat(answer.status()).isEqualTo(200);
        ApiAnswer.assertJson(answer);
        return ApiAnswer.object(answer.body());
    }

    private static double uptime(JsonObject status) {
        return status.getJsonNumber("uptime").doubleValue();
    }

    private static long bytes(JsonObject memory, String name) {
        return memory.getJsonNumber(name).longValueExact();
    }
}
