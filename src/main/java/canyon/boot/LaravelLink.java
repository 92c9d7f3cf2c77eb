package canyon.boot;

import canyon.channel.ChannelRegistry;
import canyon.channel.Interest;
import canyon.channel.Publisher;
import canyon.config.RedisSettings;
import canyon.config.Settings;
import canyon.metrics.Meters;
import canyon.redis.LaravelEvents;
import canyon.redis.LaravelMessages;
import canyon.redis.PresenceFeed;
import canyon.redis.RedisHealth;
import canyon.redis.RedisInterest;
import canyon.redis.RedisState;
import canyon.redis.RedisSubscriber;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What this node hears from Laravel by Redis, and tells it there; nothing without a URL of Redis. */
final class LaravelLink {
    private final Settings settings;
    private final RedisHealth health;
    private final @Nullable RedisInterest interest;
    private final @Nullable PresenceFeed presenceFeed;

    /**
     * One that does nothing yet.
     *
     * @param told of each new state of Redis, on the thread that finds it out; must not block
     * @param hasOthers whether there are other nodes, which write the same keys
     */
    LaravelLink(Settings settings, Meters meters, Consumer<RedisHealth.Status> told, BooleanSupplier hasOthers) {
        RedisSettings redis = settings.redis();
        boolean isThere = redis.url() != null;
        this.settings = settings;
        health = new RedisHealth(Clock.systemUTC(), told);
        interest = isThere && redis.subscription().isExact() ? new RedisInterest(redis) : null;
        PresenceFeed.Others others = new PresenceFeed.Others(settings.cluster().prefix(), hasOthers);
        presenceFeed = isThere && settings.presence().isTold()
                ? new PresenceFeed(redis, settings.presence(), others, meters)
                : null;
    }

    /** From now on it knows what clients listen to. */
    void observe(ChannelRegistry registry) {
        if (presenceFeed != null) {
            registry.observe(presenceFeed);
        }
        if (interest != null) {
            registry.observe(interest);
        }
    }

    Interest interest() {
        return interest == null ? Interest.ALWAYS : interest;
    }

    RedisHealth health() {
        return health;
    }

    boolean isConnected() {
        return health.status().state() == RedisState.CONNECTED;
    }

    /** The one that hears Laravel; a URL of Redis must be configured. */
    RedisSubscriber subscriber(Publisher publisher, ChannelRegistry registry, Meters meters) {
        LaravelMessages messages = new LaravelMessages(
                settings.redis().prefixes(), settings.limits().redisMessageBytes());
        LaravelEvents events = new LaravelEvents(messages, publisher, registry, meters);
        return interest == null
                ? new RedisSubscriber(settings.redis(), events, health)
                : new RedisSubscriber(settings.redis(), interest, events, health);
    }

    /** @param threads runs each task on a thread of its own until it is interrupted */
    void start(Executor threads) {
        if (presenceFeed != null) {
            threads.execute(presenceFeed);
        }
        if (interest != null) {
            threads.execute(interest);
        }
    }

    void stop() {
        if (presenceFeed != null) {
            presenceFeed.stop();
        }
        if (interest != null) {
            interest.stop();
        }
    }
}
