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
        RedisUrl url = reading.optional(Keys.REDIS_URL).orElse(null);
        RedisPrefixes prefixes = reading.value(Keys.REDIS_PREFIX);
        return new RedisSettings(
                url,
                prefixes,
                reading.value(Keys.REDIS_CONNECT_TIMEOUT),
                reading.value(Keys.REDIS_MAX_BACKOFF),
                tls(url),
                sentinels(url),
                subscription(url, prefixes));
    }

    private RedisTls tls(@Nullable RedisUrl url) {
        Path ca = reading.optional(Keys.REDIS_TLS_CA).orElse(null);
        Path cert = reading.optional(Keys.REDIS_TLS_CERT).orElse(null);
        Path key = reading.optional(Keys.REDIS_TLS_KEY).orElse(null);
        if ((cert == null) != (key == null)) {
            if (!reading.isWrong(Keys.REDIS_TLS_CERT) && !reading.isWrong(Keys.REDIS_TLS_KEY)) {
                reading.problem(Keys.REDIS_TLS_CERT + " and " + Keys.REDIS_TLS_KEY + " belong together: set both or"
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
        String user = reading.optional(Keys.REDIS_SENTINEL_USER).orElse(null);
        Secret password = reading.optional(Keys.REDIS_SENTINEL_PASSWORD).orElse(null);
        if (user != null && password == null) {
            if (!reading.isWrong(Keys.REDIS_SENTINEL_PASSWORD)) {
                reading.problem(Keys.REDIS_SENTINEL_USER + " needs " + Keys.REDIS_SENTINEL_PASSWORD);
            }
            return SentinelLogin.NONE;
        }
        if (password != null && (url == null || url.form() != RedisForm.SENTINEL)) {
            hasNoEffect(Keys.REDIS_SENTINEL_PASSWORD.name(), "redis-sentinel://");
        }
        return new SentinelLogin(user, password);
    }

    private RedisSubscription subscription(@Nullable RedisUrl url, RedisPrefixes prefixes) {
        boolean isExact = reading.value(Keys.REDIS_SUBSCRIPTION);
        if (isExact && url != null && !prefixes.areLiteral() && !reading.isWrong(Keys.REDIS_PREFIX)) {
            reading.warning(Keys.REDIS_SUBSCRIPTION + " = \"exact\" needs prefixes without * and " + Keys.REDIS_PREFIX
                    + " is \"" + prefixes + "\": everything under them is subscribed to, as with \"pattern\"");
            isExact = false;
        }
        return new RedisSubscription(isExact, reading.value(Keys.REDIS_SUBSCRIPTION_TIMEOUT));
    }

    private void hasNoEffect(String key, String without) {
        if (!reading.isWrong(Keys.REDIS_URL)) {
            reading.warning(key + " has no effect unless " + Keys.REDIS_URL + " is " + without);
        }
    }
}
