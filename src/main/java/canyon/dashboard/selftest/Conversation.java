package canyon.dashboard.selftest;

import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is heard first by a WebSocket. */
final class Conversation implements WebSocket.Listener {
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    /** Its failure is an {@link IOException}, a {@link ClosedException} if the server closed. */
    CompletableFuture<String> first() {
        return first;
    }

    /** The server closed without a word. */
    static final class ClosedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int code;

        ClosedException(int code, String reason) {
            super(reason);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        if (text.length() < 10_000) {
            text.append(data);
        }
        if (last) {
            first.complete(text.toString());
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        first.completeExceptionally(new ClosedException(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        first.completeExceptionally(failure);
    }
}
