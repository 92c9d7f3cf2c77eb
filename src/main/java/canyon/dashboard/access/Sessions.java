package canyon.dashboard.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who has come in, by the token of a cookie, of which only a digest is kept. Not the container's sessions: those would
 * be Canyon's alone to bound. Safe for use from any thread.
 */
final class Sessions {
    /** At once; with one more the oldest ends. */
    static final int MAX = 100;

    private static final int MAX_TOKEN_LENGTH = 100;

    private final LongSupplier nanos;

    @GuardedBy("this")
    private final Map<String, Session> byDigest = new LinkedHashMap<>();

    Sessions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A session and the token that its cookie carries, which is told only once. */
    record Opened(Session session, String token) {}

    synchronized Opened open(String user) {
        long now = nanos.getAsLong();
        byDigest.values().removeIf(session -> !session.isAlive(now));
        Iterator<Session> oldest = byDigest.values().iterator();
        if (byDigest.size() >= MAX) {
            oldest.next().end();
            oldest.remove();
        }
        String token = Tokens.next();
        Session session = new Session(user, now);
        byDigest.put(digest(token), session);
        return new Opened(session, token);
    }

    /** The session that still holds; from now on it has been used. */
    synchronized Optional<Session> find(@Nullable String token) {
        if (token == null || token.length() > MAX_TOKEN_LENGTH) {
            return Optional.empty();
        }
        String digest = digest(token);
        Session session = byDigest.get(digest);
        if (session == null) {
            return Optional.empty();
        }
        long now = nanos.getAsLong();
        if (!session.isAlive(now)) {
            byDigest.remove(digest);
            return Optional.empty();
        }
        session.use(now);
        return Optional.of(session);
    }

    synchronized void end(Session session) {
        session.end();
        byDigest.values().remove(session);
    }

    synchronized void endAll() {
        byDigest.values().forEach(Session::end);
        byDigest.clear();
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
