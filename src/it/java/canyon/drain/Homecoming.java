package canyon.drain;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Peer;
import canyon.wire.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients who want to come back, all at the same time and without patience.
 *
 * @param times when each was let in, the first one first
 * @param refused attempts
 */
record Homecoming(List<Long> times, int refused) {
    private static final int AT_ONCE = 8;

    /** Of what a clock here may be wrong about a server's. */
    private static final Duration INACCURACY = Duration.ofMillis(200);

    /** Returns when so many have come. */
    static Homecoming of(Peer peer, int count, ExecutorService threads) throws IOException {
        List<RawWebSocket> back = new CopyOnWriteArrayList<>();
        List<Long> times = new CopyOnWriteArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        while (times.size() < count) {
                            RawWebSocket socket = come(peer);
                            if (isIn(socket)) {
                                times.add(System.nanoTime());
                            } else {
                                refused.incrementAndGet();
                            }
                            back.add(socket);
                        }
                    },
                    threads));
        }
        all.forEach(CompletableFuture::join);
        for (RawWebSocket socket : back) {
            socket.close();
        }
        return new Homecoming(times.stream().sorted().limit(count).toList(), refused.get());
    }

    private static RawWebSocket come(Peer peer) {
        try {
            return peer.webSocket(Crowd.PUSHER_PATH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isIn(RawWebSocket socket) {
        try {
            return socket.handshake().status() == 101
                    && socket.receive().text().contains("pusher:connection_established");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Than twice as fast as those were sent away, and some had to come again for it. */
    void isNoFasterThan(Crowd crowd, Duration drain) {
        int perSecond = Math.toIntExact(2L * crowd.all().size() / drain.toSeconds());
        assertThat(refused).isPositive();
        for (int i = perSecond; i < times.size(); i++) {
            assertThat(Duration.ofNanos(times.get(i) - times.get(i - perSecond)))
                    .isGreaterThan(Duration.ofSeconds(1).minus(INACCURACY));
        }
    }
}
