package canyon.redis;

import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.config.Secret;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Says for people why Redis was not reached. */
final class RedisFailure {
    private static final int SHOWN_LENGTH = 200;

    private static final Set<String> CUT_OFF =
            Set.of("Broken pipe", "Connection reset", "Connection reset by peer", "Unexpected end of stream.");

    private RedisFailure() {}

    /** The innermost reason on one line, without the password, should Redis or a library repeat it. */
    static String reason(Throwable thrown, RedisUrl url) {
        Secret password = url.password();
        return reason(thrown, password == null ? List.of() : List.of(password));
    }

    /** The same, where all that is configured is known: with what may be missing there. */
    static String reason(Throwable thrown, RedisSettings settings) {
        String reason = reason(thrown, settings.secrets());
        RedisUrl url = settings.url();
        // In TLS 1.3 a server looks at the client's certificate when the client has begun to speak already: whether
        // its alert is read before a write fails, is chance.
        return url != null && url.tls() && settings.tls().cert() == null && CUT_OFF.contains(reason)
                ? reason + " (after the TLS handshake: perhaps it wants a certificate, canyon.redis.tls.cert)"
                : reason;
    }

    /** The same without any of these secrets. */
    static String reason(Throwable thrown, List<Secret> secrets) {
        Throwable innermost = innermost(thrown);
        String message = innermost.getMessage();
        String text =
                message == null || message.isBlank() ? innermost.getClass().getSimpleName() : message;
        for (Secret secret : secrets) {
            text = text.replace(secret.reveal(), Secret.MASK);
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        String shown = line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH) + "…";
        return innermost instanceof UnknownHostException ? "unknown host " + shown : shown + hint(line);
    }

    /** Whether Redis says that the user may not do so. */
    static boolean isForbidden(JedisDataException refusal) {
        return String.valueOf(refusal.getMessage()).startsWith("NOPERM");
    }

    /** Jedis keeps the reasons of several servers beside its own words. */
    private static Throwable innermost(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        boolean isSummary = innermost instanceof JedisException && innermost.getSuppressed().length > 0;
        return isSummary ? innermost(innermost.getSuppressed()[0]) : innermost;
    }

    /** What to do, where Redis does not say it. */
    private static String hint(String message) {
        if (message.startsWith("WRONGPASS")) {
            return " (Redis has another user or password than canyon.redis.url)";
        }
        if (message.startsWith("NOAUTH")) {
            return " (canyon.redis.url names no password)";
        }
        return message.startsWith("MOVED ")
                ? " (it is a node of a Redis Cluster: canyon.redis.url must begin with redis-cluster://)"
                : "";
    }
}
