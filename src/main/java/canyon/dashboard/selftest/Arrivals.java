package canyon.dashboard.selftest;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sees what arrives of the self-test's requests, before anything answers them. Others cannot mark theirs so: the marks
 * are random and hold for one run. Nobody is told anything. Costs other requests one look at a field.
 */
public final class Arrivals implements ServletRequestListener {
    static final String HEADER = "X-Canyon-Self-Test";

    private volatile @Nullable Run run;

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        Run current = run;
        if (current != null && event.getServletRequest() instanceof HttpServletRequest request) {
            String mark = request.getHeader(HEADER);
            if (mark != null) {
                current.saw(mark, request);
            }
        }
    }

    Run begin() {
        Run begun = new Run();
        run = begun;
        return begun;
    }

    void end() {
        run = null;
    }

    /** One run, with a mark for each of its requests. */
    static final class Run {
        private static final SecureRandom RANDOM = new SecureRandom();
        private static final int SECRET_BYTES = 16;

        private final String secret;
        private final AtomicInteger count = new AtomicInteger();
        private final Map<String, Optional<Arrival>> byMark = new ConcurrentHashMap<>();

        Run() {
            byte[] bytes = new byte[SECRET_BYTES];
            RANDOM.nextBytes(bytes);
            secret = HexFormat.of().formatHex(bytes);
        }

        /** For a request that is sent next. */
        String mark() {
            String mark = secret + "-" + count.incrementAndGet();
            byMark.put(mark, Optional.empty());
            return mark;
        }

        private void saw(String mark, HttpServletRequest request) {
            byMark.computeIfPresent(
                    mark, (m, before) -> before.isPresent() ? before : Optional.of(Arrival.of(request)));
        }

        Optional<Arrival> of(String mark) {
            return byMark.getOrDefault(mark, Optional.empty());
        }

        /** Any of them, since all of them have gone the same way. */
        Optional<Arrival> any() {
            return byMark.values().stream().flatMap(Optional::stream).findFirst();
        }
    }
}
