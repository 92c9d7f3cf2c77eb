package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Peer;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The application server that runs the test itself. Tests run one at a time. */
final class ThisServer implements WebSocketHost {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final BlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();

    private static volatile @Nullable Peer peer;
    private static volatile String writer = "";

    /**
     * Told by the request that starts the tests.
     *
     * @param itsPeer who connects to it
     * @param itsWriter name of the writer that the server has
     */
    static void is(Peer itsPeer, String itsWriter) {
        peer = itsPeer;
        writer = itsWriter;
    }

    /** Name of the writer that the server has. */
    static String writer() {
        return writer;
    }

    @Override
    public Peer peer() {
        return Objects.requireNonNull(peer);
    }

    @Override
    public Session session() throws InterruptedException {
        Session session = OPENED.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(session).as("session of the client").isNotNull();
        return session;
    }

    /** A server that runs tests goes on. */
    @Override
    public void close() throws IOException {
        OPENED.clear();
    }

    /** Where clients connect. */
    @ServerEndpoint("/line")
    public static final class Door {
        @OnOpen
        public void open(Session session) {
            OPENED.add(session);
        }

        @OnClose
        public void close(Session session) {
            WebSocketHost.ended(session);
        }

        /** A client that is gone is what some tests want. */
        @OnError
        public void fail(Throwable cause) {}
    }
}
