package canyon.drain;

import canyon.wire.RawWebSocket;
import canyon.wire.WebSocketFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/** A client that listens until it is sent away. */
final class Guest {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Farewell> farewell;

    /** How it ended: what it was told last, and when. */
    record Farewell(WebSocketFrame frame, long nanos) {}

    Guest(RawWebSocket socket, ExecutorService threads) {
        farewell = CompletableFuture.supplyAsync(() -> listen(socket), threads);
    }

    private Farewell listen(RawWebSocket socket) {
        try (socket) {
            WebSocketFrame frame = socket.receive();
            while (!frame.isClose()) {
                heard.add(frame.text());
                frame = socket.receive();
            }
            return new Farewell(frame, System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> heard() {
        return heard;
    }

    /** Waits for that of the first one of them. */
    static Farewell first(List<Guest> guests) {
        CompletableFuture<?>[] all =
                guests.stream().map(guest -> guest.farewell).toArray(CompletableFuture[]::new);
        return (Farewell) CompletableFuture.anyOf(all).join();
    }

    /** Waits for it. */
    Farewell farewell() {
        return farewell.join();
    }
}
