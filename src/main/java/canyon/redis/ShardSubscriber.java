package canyon.redis;

import canyon.config.RedisPlace;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.redis.ClusterSight.Range;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Listens to channels of sharded pub/sub in a Redis Cluster until it is stopped, to each at the master of its slot.
 * {@link #run} takes a thread for itself, and there is one for each master; the rest is safe from any thread.
 *
 * <p>A channel whose master changes is asked for at the new one before the old one is given up. Who has which slot is
 * asked of the nodes every ten seconds, so that a master that is apart from the rest is left when they have another.
 */
public final class ShardSubscriber implements Runnable {
    /** So long it is not tried again if Redis knows no such channels, or does not let the user hear them. */
    private static final Duration REFUSED = Duration.ofMinutes(5);

    /** How long {@link #stop} waits for the thread to come back. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(ShardSubscriber.class.getName());

    private final RedisSettings settings;
    private final RedisUrl url;
    private final List<String> names;
    private final RedisListener listener;
    private final Consumer<Boolean> told;
    private final RedisSubscriber.Wire wire;
    private final ClusterNodes nodes;
    private final Backoff backoff;
    private final Object lock = new Object();
    private @Nullable String toldRefusal;

    @GuardedBy("lock")
    private final Map<RedisPlace, ShardLane> lanes = new HashMap<>();

    /** Where each is heard; null where it is not. */
    @GuardedBy("lock")
    private final @Nullable ShardLane[] at;

    /** Those that were looked for at once where a master said that they are, since all were asked. */
    @GuardedBy("lock")
    private final Set<Integer> followed = new HashSet<>();

    @GuardedBy("lock")
    private int heardCount;

    /** Why Redis does not let them be heard; null if it does. */
    @GuardedBy("lock")
    private @Nullable String refusal;

    @GuardedBy("lock")
    private @Nullable RedisLink link;

    @GuardedBy("lock")
    private @Nullable Thread runner;

    @GuardedBy("lock")
    private boolean stopped;

    /**
     * Hears nothing yet, and says so.
     *
     * @param settings with the URL of a Redis Cluster
     * @param listener hears what is published, in each channel one after the other, in several at the same time
     * @param told whether all channels are heard, whenever that changes; must not block
     */
    public ShardSubscriber(
            RedisSettings settings, List<String> channels, RedisListener listener, Consumer<Boolean> told) {
        this(settings, channels, listener, told, RedisSubscriber.Wire.of(settings));
    }

    ShardSubscriber(
            RedisSettings settings,
            List<String> channels,
            RedisListener listener,
            Consumer<Boolean> told,
            RedisSubscriber.Wire wire) {
        this.settings = settings;
        this.url = Objects.requireNonNull(settings.url(), "without a URL there is nothing to subscribe to");
        this.names = List.copyOf(channels);
        this.listener = listener;
        this.told = told;
        this.wire = wire;
        this.nodes = new ClusterNodes(settings, url);
        this.backoff = new Backoff(settings.maxBackoff(), new SplittableRandom());
        this.at = new @Nullable ShardLane[names.size()];
        told.accept(false);
    }

    @Override
    public void run() {
        synchronized (lock) {
            runner = Thread.currentThread();
        }
        try {
            while (isWanted()) {
                look();
                giveUpIfRefused();
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leaveAll();
            synchronized (lock) {
                runner = null;
                // The thread belongs to the server, which must not find an interrupt that was meant for this.
                Thread.interrupted();
                lock.notifyAll();
            }
        }
    }

    private boolean isWanted() {
        synchronized (lock) {
            return !stopped && !Thread.currentThread().isInterrupted();
        }
    }

    /** Asks who has which slot, and subscribes there. */
    private void look() {
        RedisLink way = new RedisLink(new ClusterRoute(nodes), url, settings.connectTimeout(), wire.tls());
        synchronized (lock) {
            if (stopped) {
                return;
            }
            link = way;
        }
        for (RedisPlace node : nodes.inTurn()) {
            try {
                ClusterSight sight = nodes.confirmed(node, way);
                if (!sight.slots().isEmpty()) {
                    arrange(sight.slots());
                    break;
                }
            } catch (JedisException e) {
                LOG.log(Level.DEBUG, "{0} does not say who has which slot: {1}", node, e);
            }
        }
        way.cut();
    }

    private void arrange(List<Range> slots) {
        List<@Nullable RedisPlace> owners = new ArrayList<>();
        for (String name : names) {
            owners.add(owner(JedisClusterCRC16.getSlot(name), slots));
        }
        List<ShardLane> left = new ArrayList<>();
        synchronized (lock) {
            followed.clear();
            for (int shard = 0; shard < owners.size(); shard++) {
                RedisPlace owner = owners.get(shard);
                if (owner != null) {
                    want(owner, shard);
                }
            }
            for (Map.Entry<RedisPlace, ShardLane> each : lanes.entrySet()) {
                ShardLane lane = each.getValue();
                Set<Integer> kept = new HashSet<>();
                for (int shard = 0; shard < at.length; shard++) {
                    if (each.getKey().equals(owners.get(shard)) || at[shard] == lane) {
                        kept.add(shard);
                    }
                }
                lane.keepOnly(kept);
                if (kept.isEmpty()) {
                    left.add(lane);
                }
            }
            lanes.values().removeAll(left);
        }
        left.forEach(ShardLane::stop);
    }

    private static @Nullable RedisPlace owner(int slot, List<Range> slots) {
        for (Range range : slots) {
            if (range.first() <= slot && slot <= range.last()) {
                return range.owner();
            }
        }
        return null;
    }

    @GuardedBy("lock")
    private void want(RedisPlace place, int shard) {
        if (stopped) {
            return;
        }
        ShardLane lane = lanes.get(place);
        if (lane == null) {
            lane = new ShardLane(place, names, new Follows(), settings, listener, wire);
            lanes.put(place, lane);
            lane.want(shard);
            lane.start();
        } else {
            lane.want(shard);
        }
    }

    private void giveUpIfRefused() throws InterruptedException {
        String reason;
        synchronized (lock) {
            reason = refusal;
        }
        if (reason == null) {
            return;
        }
        if (!reason.equals(toldRefusal)) {
            toldRefusal = reason;
            LOG.log(
                    Level.WARNING,
                    "Redis on {0} refuses SSUBSCRIBE: {1}; events for other nodes go to all its servers by PUBLISH",
                    url.address(),
                    reason);
        }
        leaveAll();
        synchronized (lock) {
            refusal = null;
        }
        await(REFUSED, false);
    }

    private void leaveAll() {
        List<ShardLane> all;
        synchronized (lock) {
            all = List.copyOf(lanes.values());
            lanes.clear();
        }
        all.forEach(ShardLane::stop);
    }

    private void pause() throws InterruptedException {
        boolean isHeard;
        synchronized (lock) {
            isHeard = areAllHeard();
        }
        if (isHeard) {
            backoff.reset();
            await(wire.silence(), true);
        } else {
            await(backoff.next(), false);
        }
    }

    /** @param unlessLost not any longer when one is not heard any more */
    private void await(Duration most, boolean unlessLost) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        synchronized (lock) {
            for (long left = most.toNanos();
                    !stopped && left > 0 && (!unlessLost || areAllHeard()) && (unlessLost || refusal == null);
                    left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
        }
    }

    @GuardedBy("lock")
    private boolean areAllHeard() {
        return heardCount == names.size();
    }

    /** Ends {@link #run} and waits until it has ended, a few seconds at most. */
    public void stop() {
        long deadline = System.nanoTime() + STOPPING.toNanos();
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
            if (link != null) {
                link.cut();
            }
            try {
                for (long left = STOPPING.toNanos(); runner != null && left > 0; left = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Follows implements ShardLane.Follower {
        @Override
        public void gained(ShardLane lane, int shard) {
            synchronized (lock) {
                boolean isNew = at[shard] == null;
                at[shard] = lane;
                if (isNew) {
                    heardCount++;
                    if (areAllHeard()) {
                        told.accept(true);
                    }
                }
            }
        }

        @Override
        public void lost(ShardLane lane, int shard) {
            synchronized (lock) {
                if (at[shard] == lane) {
                    at[shard] = null;
                    if (areAllHeard()) {
                        told.accept(false);
                    }
                    heardCount--;
                    lock.notifyAll();
                }
            }
        }

        @Override
        public void moved(ShardLane lane, int shard, RedisPlace to) {
            synchronized (lock) {
                if (at[shard] == null && followed.add(shard)) {
                    want(to, shard);
                }
            }
        }

        @Override
        public void refused(String reason) {
            synchronized (lock) {
                refusal = reason;
                lock.notifyAll();
            }
        }
    }
}
