package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.wire.Laravel;
import canyon.wire.Listener;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import canyon.wire.WebSocketFrame;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients for whom little enough waits, but for too long. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
class WriteTimeoutIT {
    /** More than the kernel takes for a client that does not read; a single message may be larger than the outbox. */
    private static final int ENDLESS = 8 * 1024 * 1024;

    private final CanyonServer canyon;
    private final Peer peer;
    private final Connected connected;
    private final Laravel laravel;

    WriteTimeoutIT(RedisServerFixture redis) throws IOException {
        canyon = CanyonServer.start(Map.of(
                "canyon.redis.url", redis.uri().toString(),
                "canyon.app.id", "app",
                "canyon.app.key", "key",
                "canyon.app.secret", "secret",
                "canyon.app.api-key", "api-key",
                "canyon.limits.redis-message-bytes", String.valueOf(2 * ENDLESS),
                "canyon.limits.write-timeout", "PT2S"));
        peer = Peer.of(canyon);
        connected = new Connected(peer);
        laravel = Laravel.with(redis);
    }

    @AfterAll
    void stop() {
        laravel.close();
        canyon.close();
    }

    @Test
    void a_client_of_socket_io_that_does_not_take_an_event_is_closed_and_the_others_are_not() throws IOException {
        try (Intruder slow = Intruder.thatReadsNothing(peer)) {
            slow.subscribe("endless");
            slow.isUnharmed();

            isClosedAmongOthers(slow.webSocket());
        }
    }

    @Test
    void a_pusher_client_that_does_not_take_an_event_is_closed_and_the_others_are_not() throws IOException {
        try (RawWebSocket slow = peer.slowWebSocket("/app/key?protocol=7")) {
            assertThat(slow.receive().text()).contains("pusher:connection_established");
            slow.send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"endless\"}}");
            assertThat(slow.receive().text()).contains("subscription_succeeded");

            isClosedAmongOthers(slow);
        }
    }

    private void isClosedAmongOthers(RawWebSocket slow) throws IOException {
        try (Listener listener = Listener.on(peer, "endless")) {
            laravel.event("endless", "E", "\"" + "x".repeat(ENDLESS) + "\"");
            assertThat(listener.hear()).hasSizeGreaterThan(ENDLESS);

            connected.await(1);

            WebSocketFrame unfinished = slow.receive();
            assertThat(unfinished.payload()).hasSizeLessThan(ENDLESS);
            assertThat(slow.receive().code()).isEqualTo(WebSocketFrame.NO_FRAME);
            laravel.event("endless", "E", "1");
            assertThat(listener.hear()).isEqualTo("42[\"E\",\"endless\",1]");
        }
        connected.await(0);
    }
}
