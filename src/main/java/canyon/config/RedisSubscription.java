package canyon.config;

import java.time.Duration;

/**
 * What is subscribed to in Redis.
 *
 * @param isExact channels that clients here have joined; false: everything under the prefixes
 * @param timeout how long a client waits for the confirmation of Redis; from {@code canyon.redis.subscription-timeout}
 */
public record RedisSubscription(boolean isExact, Duration timeout) {
    /** Everything. */
    public static final RedisSubscription PATTERN =
            new RedisSubscription(false, RedisKeys.SUBSCRIPTION_TIMEOUT.defaultValue());

    public RedisSubscription {
        RedisKeys.SUBSCRIPTION_TIMEOUT.require(timeout);
    }

    /** @throws IllegalArgumentException if it is neither {@code pattern} nor {@code exact} */
    static Boolean parse(String text) {
        return switch (text) {
            case "pattern" -> false;
            case "exact" -> true;
            default -> throw new IllegalArgumentException("neither pattern nor exact");
        };
    }
}
