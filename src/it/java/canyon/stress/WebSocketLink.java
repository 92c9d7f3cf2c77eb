package canyon.stress;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Packets by WebSocket. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is reported to the receiver
final class WebSocketLink implements Link {
    private final CompletableFuture<WebSocket> opened;

    @GuardedBy("this")
    private CompletableFuture<WebSocket> sent;

    WebSocketLink(HttpClient http, URI uri, Receiver receiver) {
        opened = http.newWebSocketBuilder().buildAsync(uri, new Listener(receiver));
        sent = opened;
        opened.whenComplete((webSocket, failure) -> {
            if (failure != null) {
                receiver.ended("did not open: " + failure);
            }
        });
    }

    @Override
    public synchronized void send(String packet) {
        sent = sent.thenCompose(webSocket -> webSocket.sendText(packet, true));
    }

    @Override
    public void drop() {
        opened.thenAccept(WebSocket::abort);
    }

    @Override
    public synchronized void close() {
        sent = sent.thenCompose(webSocket -> webSocket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    /** Called by one thread at a time. */
    private static final class Listener implements WebSocket.Listener {
        private final Receiver receiver;
        private final StringBuilder text = new StringBuilder();

        Listener(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receiver.received(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            receiver.ended("closed with " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            receiver.ended("lost: " + error);
        }
    }
}
