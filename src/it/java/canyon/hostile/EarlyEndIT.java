package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import canyon.wire.WebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets that end while the server has not finished their handshake, because its thread has to wait. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(Lifecycle.PER_CLASS)
class EarlyEndIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** What Payara says of a request that somebody else was given while it was still used. */
    private static final String TAKEN_AWAY = "has not been set";

    private static final int TIMES = 5;

    private final RedisServerFixture redis;
    private final CanyonServer canyon;
    private final Peer peer;

    EarlyEndIT() throws IOException {
        redis = RedisServerFixture.start();
        canyon = CanyonServer.startWith(
                Map.of(
                        "canyon.redis.url", redis.uri().toString(),
                        "canyon.app.id", "early",
                        "canyon.app.key", "early",
                        "canyon.app.secret", "early-secret"),
                LateLeaver.class);
        peer = Peer.of(canyon);
    }

    @AfterAll
    void stop() throws IOException {
        try (redis;
                canyon) {
            // Canyon first, then its Redis.
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/socket.io/?EIO=4&transport=websocket", "/socket.io?EIO=3&transport=websocket", "/app/early"})
    void nobody_else_is_disturbed(String path) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            // Answered on their own threads, and Payara uses what these leave behind for the WebSocket.
            pollOften();
            try (RawWebSocket webSocket = peer.webSocket(path, Map.of(LateLeaver.HELD, path + " " + i))) {
                assertThat(webSocket.handshake().status()).isEqualTo(101);
                webSocket.sendClose();
                awaitClose(webSocket);
                pollOften();
            }
            awaitLogged("let go: " + path + " " + i);
        }
        pollOften();

        assertThat(canyon.log()).doesNotContain(TAKEN_AWAY);
    }

    private void pollOften() throws IOException {
        for (int i = 0; i < 20; i++) {
            HttpAnswer answer = peer.get("/socket.io/?EIO=4&transport=polling").answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    private static void awaitClose(RawWebSocket webSocket) throws IOException {
        while (webSocket.receive().opcode() != WebSocketFrame.CLOSE) {
            // What it was greeted with.
        }
    }

    private void awaitLogged(String text) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!canyon.log().contains(text)) {
            assertThat(deadline - System.nanoTime()).as(text).isPositive();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
