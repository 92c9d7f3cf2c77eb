package canyon.redis;

import canyon.channel.ChannelObserver;
import canyon.config.PresenceSettings;
import canyon.config.RedisSettings;
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
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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
    private final RedisCommands commands;
    private final PresenceSettings settings;
    private final Meters meters;
    private final PresenceQueue queue;
    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean away;

    /** @param redis with a URL */
    public PresenceFeed(RedisSettings redis, PresenceSettings settings, Meters meters) {
        this.redis = redis;
        this.commands = new RedisCommands(redis, redis.connectTimeout(), 1);
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
            commands.close();
            ended.countDown();
        }
    }

    /** Tells what waits, if Redis is there, and ends {@link #run}; takes a few seconds at most. */
    public void stop() {
        stopping.countDown();
        queue.close();
        try {
            if (!ended.await(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                commands.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Tells the next change, or finds that Redis is away. */
    private void tell() throws InterruptedException {
        Optional<Change> next = queue.take();
        if (next.isEmpty()) {
            return;
        }
        try {
            tell(next.get());
            back();
        } catch (RedisUnavailableException e) {
            pause(String.valueOf(e.getMessage()));
        }
    }

    private void tell(Change change) {
        boolean told = false;
        try {
            String key = change.channel() + ":members";
            String members = JsonText.ofElements(
                            change.connections().stream().map(Presence::json).toList())
                    .text();
            commands.call(jedis -> {
                if (settings.membersKey()) {
                    jedis.set(redis.prefixes().writtenPrefix() + key, members);
                }
                if (settings.publish() && change.isNews()) {
                    jedis.publish(
                            ChannelName.PRESENCE_UPDATES,
                            "{\"event\":{\"channel\":" + JsonText.ofString(key) + ",\"members\":" + members + "}}");
                }
                return null;
            });
            told = true;
        } catch (RedisRefusedException e) {
            // Redis is there and does not want this one; the next may be another matter.
            told = true;
            refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            told = !(e instanceof RedisUnavailableException);
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
                    commands.address(),
                    reason);
        }
    }

    private void back() {
        if (away) {
            away = false;
            backoff.reset();
            LOG.log(Level.INFO, "Redis on {0} is told of presence channels again", commands.address());
        }
    }

    private void pause(String failure) throws InterruptedException {
        if (!away) {
            away = true;
            LOG.log(
                    Level.WARNING,
                    "Redis on {0} cannot be told of presence channels: {1}; their changes wait",
                    commands.address(),
                    failure);
        }
        stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }
}
