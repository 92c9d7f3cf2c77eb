package canyon.config;

import canyon.config.RedisSettings.SentinelLogin;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the keys about Redis. */
final class RedisReading {
    private final Reading reading;

    RedisReading(Reading reading) {
        this.reading = reading;
    }

    RedisSettings settings() {
        RedisUrl url = reading.optional(RedisKeys.URL).orElse(null);
        RedisPrefixes prefixes = reading.value(RedisKeys.PREFIX);
        return new RedisSettings(
                url,
                prefixes,
                reading.value(RedisKeys.CONNECT_TIMEOUT),
                reading.value(RedisKeys.MAX_BACKOFF),
                tls(url),
                sentinels(url),
                subscription(url, prefixes));
    }

    private RedisTls tls(@Nullable RedisUrl url) {
        Path ca = reading.optional(RedisKeys.TLS_CA).orElse(null);
        Path cert = reading.optional(RedisKeys.TLS_CERT).orElse(null);
        Path key = reading.optional(RedisKeys.TLS_KEY).orElse(null);
        if ((cert == null) != (key == null)) {
            if (!reading.isWrong(RedisKeys.TLS_CERT) && !reading.isWrong(RedisKeys.TLS_KEY)) {
                reading.problem(RedisKeys.TLS_CERT + " and " + RedisKeys.TLS_KEY + " belong together: set both or"
                        + " neither");
            }
            return RedisTls.NONE;
        }
        RedisTls tls = new RedisTls(ca, cert, key);
        if (tls.isGiven()) {
            try {
                tls.context();
            } catch (IOException e) {
                reading.problem("canyon.redis.tls: " + Reading.printable(String.valueOf(e.getMessage())));
            }
            if (url == null || !url.tls()) {
                hasNoEffect("canyon.redis.tls.*", "a URL with TLS, such as rediss://");
            }
        }
        return tls;
    }

    private SentinelLogin sentinels(@Nullable RedisUrl url) {
        String user = reading.optional(RedisKeys.SENTINEL_USER).orElse(null);
        Secret password = reading.optional(RedisKeys.SENTINEL_PASSWORD).orElse(null);
        if (user != null && password == null) {
            if (!reading.isWrong(RedisKeys.SENTINEL_PASSWORD)) {
                reading.problem(RedisKeys.SENTINEL_USER + " needs " + RedisKeys.SENTINEL_PASSWORD);
            }
            return SentinelLogin.NONE;
        }
        if (password != null && (url == null || url.form() != RedisForm.SENTINEL)) {
            hasNoEffect(RedisKeys.SENTINEL_PASSWORD.name(), "redis-sentinel://");
        }
        return new SentinelLogin(user, password);
    }

    private RedisSubscription subscription(@Nullable RedisUrl url, RedisPrefixes prefixes) {
        boolean isExact = reading.value(RedisKeys.SUBSCRIPTION);
        if (isExact && url != null && !prefixes.areLiteral() && !reading.isWrong(RedisKeys.PREFIX)) {
            reading.warning(RedisKeys.SUBSCRIPTION + " = \"exact\" needs prefixes without * and " + RedisKeys.PREFIX
                    + " is \"" + prefixes + "\": everything under them is subscribed to, as with \"pattern\"");
            isExact = false;
        }
        return new RedisSubscription(isExact, reading.value(RedisKeys.SUBSCRIPTION_TIMEOUT));
    }

    private void hasNoEffect(String key, String without) {
        if (!reading.isWrong(RedisKeys.URL)) {
            reading.warning(key + " has no effect unless " + RedisKeys.URL + " is " + without);
        }
    }
}
