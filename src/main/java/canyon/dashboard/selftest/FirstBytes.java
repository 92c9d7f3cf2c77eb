package canyon.dashboard.selftest;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an answer's body: who answers may be a stranger, and an answer that streams has no end. The rest is
 * not read, and its connection closed.
 */
final class FirstBytes implements HttpResponse.BodySubscriber<String> {
    private static final int MAX_BYTES = 64 * 1024;

    private final boolean lineIsEnough;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    private FirstBytes(boolean lineIsEnough) {
        this.lineIsEnough = lineIsEnough;
    }

    static HttpResponse.BodyHandler<String> ofBody() {
        return head -> new FirstBytes(false);
    }

    static HttpResponse.BodyHandler<String> ofLine() {
        return head -> new FirstBytes(true);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        boolean hasLine = false;
        for (ByteBuffer part : parts) {
            while (part.hasRemaining() && bytes.size() < MAX_BYTES) {
                byte next = part.get();
                hasLine |= next == '\n';
                bytes.write(next);
            }
        }
        if (bytes.size() >= MAX_BYTES || (lineIsEnough && hasLine)) {
            if (subscription != null) {
                subscription.cancel();
            }
            onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(bytes.toString(StandardCharsets.UTF_8));
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }
}
