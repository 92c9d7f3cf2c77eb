package canyon.pusher;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.SignedApi;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that only listen. Most official libraries do not know {@code pusher:ping}. */
class ListeningIT extends PusherClients {
    /** The time after which the application's clients are asked, and the one that they have to answer, and more. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    ListeningIT(CanyonServer canyon, RedisServerFixture redis) {
        super(canyon, redis);
    }

    /** It hears too often to ask anything itself. */
    @Test
    void a_client_that_answers_only_pings_of_the_WebSocket_stays() throws Exception {
        SignedApi lively = new SignedApi(peer, "", SignedApi.app("lively"));
        PusherClient client = connected("lively-key", as("1", library), "1");
        String channel = channel("orders");
        client.join(channel);
        String id = client.id();
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();

        while (System.nanoTime() - end < 0) {
            assertThat(lively.post("/events", event(channel, "shipped", DATA)).status())
                    .isEqualTo(200);
            assertThat(client.hear()).isEqualTo("shipped " + channel + " " + DATA);
        }

        assertThat(client.id()).as("not connected anew").isEqualTo(id);
    }
}
