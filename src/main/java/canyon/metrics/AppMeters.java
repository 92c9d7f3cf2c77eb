package canyon.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What this node has counted for one application since it started. Safe and cheap from any thread. */
public final class AppMeters {
    private final Map<AppCount, LongAdder> counts = new EnumMap<>(AppCount.class);

    public AppMeters() {
        for (AppCount what : AppCount.values()) {
            counts.put(what, new LongAdder());
        }
    }

    public void count(AppCount what) {
        adder(what).increment();
    }

    public void add(AppCount what, long count) {
        adder(what).add(count);
    }

    /** Messages went to clients. */
    public void sent(long messages, long bytes) {
        add(AppCount.MESSAGES_SENT, messages);
        add(AppCount.BYTES_SENT, bytes);
    }

    /** A message came from a client. */
    public void received(long bytes) {
        count(AppCount.MESSAGES_RECEIVED);
        add(AppCount.BYTES_RECEIVED, bytes);
    }

    /** A rate was looked at. */
    public void rateChecked(boolean isTooMuch) {
        count(AppCount.RATE_LIMIT_CHECKS);
        if (isTooMuch) {
            count(AppCount.RATE_LIMIT_TRIGGERED);
        }
    }

    public long sum(AppCount what) {
        return adder(what).sum();
    }

    private LongAdder adder(AppCount what) {
        return Objects.requireNonNull(counts.get(what));
    }

    /** Bytes that a text takes in UTF-8, counted without making them. */
    public static int utf8Bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A pair of surrogates takes four, two for each of them.
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes;
    }
}
