package canyon.redis;

import canyon.channel.ChannelObserver;
import canyon.cluster.Seat;
import canyon.cluster.Snapshot;
import canyon.cluster.Version;
import canyon.config.PresenceSettings;
import canyon.config.RedisSettings;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Presence;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import canyon.redis.PresenceQueue.Change;
import canyon.redis.PresenceQueue.Form;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * Tells Redis who is in presence channels, as laravel-echo-server did: the key {@code <channel>:members}, and each
 * change published as {@code PresenceChannelUpdated}. While Redis is away the changes wait, at most as many as
 * configured; afterwards the keys are right again. {@link #run} takes a thread for itself; the rest is safe from any.
 *
 * <p>While there are other nodes a key is written from the log that all of them share, by each node that has changed
 * it, and again if the log has grown by the time that the key is written: whichever is written last knows all.
 */
public final class PresenceFeed implements ChannelObserver, Runnable {
    /** How long {@link #stop} waits for what is still to be told. */
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(PresenceFeed.class.getName());

    private final RedisSettings redis;
    private final RedisCommands commands;
    private final PresenceSettings settings;
    private final Meters meters;
    private final Others others;
    private final PresenceQueue queue;
    private final Backoff backoff;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean away;

    /** @param redis with a URL */
    public PresenceFeed(RedisSettings redis, PresenceSettings settings, Others others, Meters meters) {
        this.redis = redis;
        this.commands = new RedisCommands(redis, redis.connectTimeout(), 1);
        this.settings = settings;
        this.others = others;
        this.meters = meters;
        this.queue = new PresenceQueue(settings.queue(), System::nanoTime);
        this.backoff = new Backoff(redis.maxBackoff(), new SplittableRandom());
    }

    /**
     * The other nodes, which change the same channels.
     *
     * @param prefix of the keys that nodes share
     * @param areThere whether there are any; asked on any thread
     */
    public record Others(String prefix, BooleanSupplier areThere) {
        private String log(ChannelName channel) {
            return new ClusterKeys(prefix).presence(channel);
        }
    }

    @Override
    public void changed(ChannelName channel, Supplier<List<Presence>> connections) {
        if (!channel.app().isEmpty()) {
            // Redis belongs to the default application; another one's channel of the same name is another channel.
            return;
        }
        if (settings.publish() || !others.areThere().getAsBoolean()) {
            dropped(queue.add(new Change(channel, connections.get(), Form.NEWS)));
        }
    }

    @Override
    public void written(ChannelName channel) {
        if (channel.app().isEmpty() && settings.membersKey()) {
            dropped(queue.share(channel));
        }
    }

    private void dropped(int count) {
        for (int i = 0; i < count; i++) {
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
            if (change.form() == Form.SHARED) {
                writeFromLog(change.channel());
            } else {
                tellMembers(change);
            }
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

    private void tellMembers(Change change) {
        boolean isShared = settings.membersKey() && others.areThere().getAsBoolean();
        String members = json(change.connections());
        commands.call(jedis -> {
            if (settings.membersKey() && !isShared) {
                write(jedis, change.channel(), members);
            }
            if (settings.publish() && change.form() == Form.NEWS) {
                jedis.publish(
                        ChannelName.PRESENCE_UPDATES,
                        "{\"event\":{\"channel\":" + JsonText.ofString(key(change.channel())) + ",\"members\":"
                                + members + "}}");
            }
            return null;
        });
        if (isShared) {
            dropped(queue.share(change.channel()));
        }
    }

    /** What others have written meanwhile may be older than what this node has read, or newer: it looks again. */
    private void writeFromLog(ChannelName channel) {
        String log = others.log(channel);
        boolean isLast = commands.call(jedis -> {
            Snapshot snapshot = read(jedis, log);
            write(
                    jedis,
                    channel,
                    json(snapshot.seats().stream().map(Seat::presence).toList()));
            Version now = ClusterAnswers.meta(jedis.hget(log, "*"));
            return now.equals(snapshot.version());
        });
        if (!isLast) {
            dropped(queue.share(channel));
        }
    }

    private static Snapshot read(UnifiedJedis jedis, String log) {
        List<String> fields = new ArrayList<>();
        jedis.hgetAll(log).forEach((field, value) -> {
            fields.add(field);
            fields.add(value);
        });
        return ClusterAnswers.snapshot(fields);
    }

    private void write(UnifiedJedis jedis, ChannelName channel, String members) {
        jedis.set(redis.prefixes().writtenPrefix() + key(channel), members);
    }

    private static String key(ChannelName channel) {
        return channel + ":members";
    }

    private static String json(List<Presence> connections) {
        return JsonText.ofElements(connections.stream().map(Presence::json).toList())
                .text();
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
