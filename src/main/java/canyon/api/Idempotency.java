package canyon.api;

import canyon.app.App;
import canyon.config.Settings;
import canyon.message.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was published under a key that the client chose, so that a request which is repeated, because its answer was
 * lost, is answered again but not published again. Only what succeeded is remembered. Bounded in memory: over it the
 * oldest keys are forgotten first. Safe for use from any thread.
 */
@ApplicationScoped
public class Idempotency {
    static final String HEADER = "X-Idempotency-Key";
    static final String PARAMETER = "idempotency_key";

    /** How long a key is remembered. */
    static final Duration MEMORY = Duration.ofMinutes(2);

    private static final int MAX_KEY_LENGTH = 128;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    /** What each key takes besides its characters. */
    private static final int OVERHEAD_BYTES = 256;

    private final int limitBytes;
    private final LongSupplier nanos;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    /** For the proxy that CDI makes; never used by it. */
    protected Idempotency() {
        this(0, System::nanoTime);
    }

    @Inject
    Idempotency(Settings settings) {
        this(settings.api().idempotencyBytes(), System::nanoTime);
    }

    Idempotency(int limitBytes, LongSupplier nanos) {
        this.limitBytes = limitBytes;
        this.nanos = nanos;
    }

    /**
     * A key, which is one of its application and of one kind of request.
     *
     * @param scope of the application
     */
    record Key(String scope, String kind, String text) {
        /**
         * The key that a request brought in its header, which wins, or among its parameters; null if it brought none.
         */
        static @Nullable Key of(App app, String kind, @Nullable String header, Map<String, JsonText> parameters)
                throws RefusedRequestException {
            String text = header == null ? Members.optionalString(parameters, PARAMETER) : header;
            if (text == null) {
                return null;
            }
            if (text.isEmpty() || text.length() > MAX_KEY_LENGTH) {
                throw new RefusedRequestException(
                        BAD_REQUEST,
                        "An idempotency key must have 1 to " + MAX_KEY_LENGTH + " characters, got " + text.length());
            }
            return new Key(app.scope(), kind, text);
        }
    }

    /** Does what a request asks for. */
    interface Work {
        JsonText answer() throws RefusedRequestException;
    }

    /** @param done not yet done while the first request with the key is being worked on */
    private record Entry(Key key, long expires, CompletableFuture<JsonText> done) {
        /** Nothing before it is done: the thread that works on it costs more. */
        int bytes() {
            return done.isDone()
                    ? OVERHEAD_BYTES
                            + 2 * (key.text().length() + done.join().text().length())
                    : 0;
        }
    }

    /**
     * Does the work, unless it has been done or is being done under the same key: then that answer is the answer.
     *
     * @param key null to do it in any case
     */
    JsonText once(@Nullable Key key, Work work) throws RefusedRequestException {
        if (key == null) {
            return work.answer();
        }
        Entry own = new Entry(key, nanos.getAsLong() + MEMORY.toNanos(), new CompletableFuture<>());
        Entry first = first(own);
        if (!first.equals(own)) {
            return await(first);
        }
        boolean done = false;
        try {
            JsonText answer = work.answer();
            keep(own, answer);
            done = true;
            return answer;
        } catch (RefusedRequestException | RuntimeException e) {
            forget(own);
            own.done().completeExceptionally(e);
            done = true;
            throw e;
        } finally {
            if (!done) {
                forget(own);
                own.done().completeExceptionally(new IllegalStateException("the first request failed"));
            }
        }
    }

    private synchronized Entry first(Entry own) {
        removeWhile(oldest -> nanos.getAsLong() - oldest.expires() >= 0);
        Entry found = entries.putIfAbsent(own.key(), own);
        return found == null ? own : found;
    }

    private synchronized void keep(Entry own, JsonText answer) {
        own.done().complete(answer);
        bytes += own.bytes();
        removeWhile(oldest -> bytes > limitBytes);
    }

    private synchronized void forget(Entry own) {
        entries.remove(own.key());
    }

    /** What is being worked on stays: others may be waiting for it. */
    private void removeWhile(Predicate<Entry> tooOld) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (!tooOld.test(entry)) {
                return;
            }
            if (entry.done().isDone()) {
                bytes -= entry.bytes();
                oldest.remove();
            }
        }
    }

    private static JsonText await(Entry first) throws RefusedRequestException {
        try {
            return first.done().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedRequestException(UNAVAILABLE, "Canyon is stopping, try again");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedRequestException refused) {
                throw refused;
            }
            throw new IllegalStateException("the first request with this idempotency key failed", e);
        }
    }
}
