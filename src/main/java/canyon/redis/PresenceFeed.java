package canyon.redis;

import canyon.channel.ChannelObserver;
import canyon.config.PresenceSettings;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Presence;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import canyon.redis.PresenceQueue.Change;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Tells Redis who is in presence channels, as laravel-echo-server did: the key {@code <channel>:members}, and each
 * change published as {@code PresenceChannelUpdated}. While Redis is away the changes wait, at most as many as
 * configured; afterwards the keys are right again. {@link #run} takes a thread for itself; the rest is safe from any.
 */
public final class PresenceFeed implements ChannelObserver, Runnable {
    /** How long {@link #stop} waits for what is still to be told. */
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(PresenceFeed.class.getName());

    private final RedisSettings redis;
    private final RedisUrl url;
    private final PresenceSettings settings;
    private final Meters meters;
    private final PresenceQueue queue;
    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable RedisLink link;
    private boolean away;

    /** @param redis with a URL */
    public PresenceFeed(RedisSettings redis, PresenceSettings settings, Meters meters) {
        this.redis = redis;
        this.url = Objects.requireNonNull(redis.url(), "without a URL there is nobody to tell");
        this.settings = settings;
        this.meters = meters;
        this.queue = new PresenceQueue(settings.queue());
        this.backoff = new Backoff(redis.maxBackoff(), new SplittableRandom());
    }

    @Override
    public void changed(ChannelName channel, Supplier<List<Presence>> connections) {
        if (!channel.app().isEmpty()) {
            // Redis belongs to the default application; another one's channel of the same name is another channel.
            return;
        }
        for (int givenUp = queue.add(new Change(channel, connections.get(), true)); givenUp > 0; givenUp--) {
            meters.dropped(Drop.PRESENCE_UPDATE);
        }
    }

    @Override
    public void run() {
        try {
            while (!isStopping() || (!away && !queue.isEmpty())) {
                tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Tells what waits, if Redis is there, and ends {@link #run}; takes a few seconds at most. */
    public void stop() {
        stopping.countDown();
        queue.close();
        try {
            if (!ended.await(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                RedisLink current = link;
                if (current != null) {
                    current.cut();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** One connection's life. */
    private void tell() throws InterruptedException {
        RedisLink current =
                new RedisLink(url, redis.connectTimeout(), () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        link = current;
        JedisClientConfig login = RedisLogin.builder(redis, url, redis.connectTimeout())
                .database(url.database())
                .build();
        try (Jedis jedis = new Jedis(current, login)) {
            Optional<Change> next = queue.take();
            while (next.isPresent()) {
                tell(jedis, next.get());
                back();
                next = queue.take();
            }
        } catch (JedisException e) {
            pause(RedisFailure.reason(e, url));
        } finally {
            current.cut();
        }
    }

    private void tell(Jedis jedis, Change change) {
        boolean told = false;
        try {
            String key = change.channel() + ":members";
            String members = JsonText.ofElements(
                            change.connections().stream().map(Presence::json).toList())
                    .text();
            if (settings.membersKey()) {
                jedis.set(redis.prefixes().writtenPrefix() + key, members);
            }
            if (settings.publish() && change.isNews()) {
                jedis.publish(
                        ChannelName.PRESENCE_UPDATES,
                        "{\"event\":{\"channel\":" + JsonText.ofString(key) + ",\"members\":" + members + "}}");
            }
            told = true;
        } catch (JedisDataException e) {
            // Redis is there and does not want this one; the next may be another matter.
            told = true;
            refused(RedisFailure.reason(e, url));
        } catch (RuntimeException | OutOfMemoryError e) {
            told = !(e instanceof JedisException);
            if (!told) {
                throw e;
            }
            LOG.log(Level.ERROR, "a change of a presence channel could not be told", e);
            meters.dropped(Drop.PRESENCE_UPDATE);
        } finally {
            if (!told) {
                queue.putBack(change);
            }
        }
    }

    private void refused(String reason) {
        if (meters.dropped(Drop.PRESENCE_UPDATE)) {
            LOG.log(
                    Level.WARNING,
                    "Redis on {0} refused a change of a presence channel: {1}; further ones are only counted",
                    url.address(),
                    reason);
        }
    }

    private void back() {
        if (away) {
            away = false;
            backoff.reset();
            LOG.log(Level.INFO, "Redis on {0} is told of presence channels again", url.address());
        }
    }

    private void pause(String failure) throws InterruptedException {
        if (!away) {
            away = true;
            LOG.log(
                    Level.WARNING,
                    "Redis on {0} cannot be told of presence channels: {1}; their changes wait",
                    url.address(),
                    failure);
        }
        stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }
}
