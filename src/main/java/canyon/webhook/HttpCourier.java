package canyon.webhook;

import canyon.config.WebhookDelivery;
import canyon.http.Answer;
import canyon.http.HttpCalls;
import canyon.http.HttpPost;
import canyon.http.HttpSettings;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Sends with the JAX-RS client of the server. Certificates and host names must be right. */
final class HttpCourier implements Courier {
    /** Of an answer; nobody reads it, but what is short is read so that its connection can be used again. */
    private static final int BODY_BYTES = 4096;

    private final HttpCalls calls;

    HttpCourier(WebhookDelivery settings, ThreadFactory threads) {
        calls = new HttpCalls(
                new HttpSettings(settings.timeout(), true, BODY_BYTES, settings.concurrency()),
                threads,
                "canyon-webhook");
    }

    @Override
    public Call send(HttpPost post, Receipt receipt) {
        try {
            Future<Answer> call = calls.start(post, ended -> tell(ended, receipt));
            return () -> call.cancel(true);
        } catch (IOException e) {
            receipt.failed(reason(e));
            return () -> {};
        }
    }

    private static void tell(Future<Answer> ended, Receipt receipt) {
        if (ended.isCancelled()) {
            return;
        }
        try {
            receipt.answered(ended.get().status());
        } catch (ExecutionException e) {
            receipt.failed(reason(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            receipt.failed("interrupted");
        }
    }

    /** In a form that makes no line of the log of its own. */
    private static String reason(Throwable failure) {
        return failure.toString().replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }

    @Override
    public void close() {
        calls.close();
    }
}
