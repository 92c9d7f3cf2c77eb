package canyon.redis;

import canyon.config.RedisPlace;
import canyon.config.RedisSettings;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * What is heard of shards at one master of a Redis Cluster, by one connection, which is made again however often it is
 * lost. Safe for use from any thread.
 *
 * <p>Each channel is subscribed to by a command of its own: they may be in different slots.
 */
final class ShardLane implements Topics {
    private final RedisPlace place;
    private final List<String> names;
    private final RedisSettings settings;
    private final Follower follower;
    private final RedisSubscriber subscriber;

    @GuardedBy("this")
    private final Set<Integer> wanted = new TreeSet<>();

    /** Those that Redis has not answered for yet, in their order. */
    @GuardedBy("this")
    private final Deque<Integer> asked = new ArrayDeque<>();

    @GuardedBy("this")
    private final Set<Integer> heard = new TreeSet<>();

    /** Null while there is none. */
    @GuardedBy("this")
    private @Nullable PubSubConnection connection;

    /** Who follows what becomes of the shards; called by the thread that listens, and by no other. */
    interface Follower {
        void gained(ShardLane lane, int shard);

        void lost(ShardLane lane, int shard);

        /** It is at another master. */
        void moved(ShardLane lane, int shard, RedisPlace to);

        /** Redis does not know such channels, or does not let the user hear them. */
        void refused(String reason);
    }

    /** @param names of the shards' channels */
    ShardLane(
            RedisPlace place,
            List<String> names,
            Follower follower,
            RedisSettings settings,
            RedisListener listener,
            RedisSubscriber.Wire wire) {
        this.place = place;
        this.names = names;
        this.settings = settings;
        this.follower = follower;
        RedisHealth own = RedisHealth.unwatched();
        subscriber = new RedisSubscriber(settings, RedisRoute.to(place), this, listener, own, wire);
    }

    /** Begins, on a thread of its own. */
    void start() {
        Thread thread = new Thread(subscriber, "canyon-redis-shards");
        thread.setDaemon(true);
        thread.start();
    }

    /** For ever; returns when its thread has ended. */
    void stop() {
        subscriber.stop();
    }

    /** Asks for a shard, unless it is heard, or was asked for, already. */
    synchronized void want(int shard) {
        wanted.add(shard);
        if (connection != null && !heard.contains(shard) && !asked.contains(shard)) {
            ask(connection, shard);
        }
    }

    /** Does not ask for others again. */
    synchronized void keepOnly(Set<Integer> shards) {
        wanted.retainAll(shards);
    }

    @GuardedBy("this")
    private void ask(PubSubConnection to, int shard) {
        asked.add(shard);
        try {
            to.send(Command.SSUBSCRIBE, names.get(shard).getBytes(StandardCharsets.UTF_8));
        } catch (JedisException e) {
            // The thread that listens finds it out, too.
            connection = null;
        }
    }

    /** What was asked for is answered: for which shard. */
    private synchronized int answered() {
        return asked.remove();
    }

    @Override
    public Subscription subscription(RedisListener listener, Runnable onSubscribed) {
        return new Life(listener, onSubscribed);
    }

    @Override
    public synchronized String toString() {
        return wanted.size() + " of " + names.size() + " shards at " + place;
    }

    /** One connection. */
    private final class Life extends Subscription {
        /** Of the first ones. */
        private int unanswered;

        Life(RedisListener listener, Runnable onSubscribed) {
            super(listener, onSubscribed);
        }

        @Override
        void begin(RedisLink link, PubSubConnection open) {
            synchronized (ShardLane.this) {
                asked.clear();
                connection = open;
                unanswered = wanted.size();
                wanted.forEach(shard -> ask(open, shard));
            }
            completeIfAnswered();
        }

        /** Redis answers at once for a channel that is heard already. */
        @Override
        void askForSignOfLife(PubSubConnection open) {
            synchronized (ShardLane.this) {
                ask(open, wanted.stream().findFirst().orElse(0));
            }
        }

        @Override
        void answered() {
            int shard = ShardLane.this.answered();
            boolean isNew;
            synchronized (ShardLane.this) {
                isNew = heard.add(shard);
            }
            if (isNew) {
                follower.gained(ShardLane.this, shard);
            }
            answeredOne();
        }

        @Override
        void refused(JedisDataException refusal) {
            int shard = ShardLane.this.answered();
            if (refusal instanceof JedisMovedDataException moved) {
                String host = moved.getTargetNode().getHost();
                follower.moved(
                        ShardLane.this,
                        shard,
                        new RedisPlace(
                                host.isEmpty() ? place.host() : host,
                                moved.getTargetNode().getPort()));
            } else if (!ClusterBatch.isPassing(refusal)) {
                follower.refused(RedisFailure.reason(refusal, settings));
            }
            answeredOne();
        }

        private void answeredOne() {
            unanswered--;
            completeIfAnswered();
        }

        private void completeIfAnswered() {
            if (unanswered <= 0) {
                complete();
            }
        }

        /** Who has it now is said to whoever asks for it here. */
        @Override
        void gone(byte[] name) {
            int shard = names.indexOf(new String(name, StandardCharsets.UTF_8));
            boolean wasHeard;
            synchronized (ShardLane.this) {
                wasHeard = heard.remove(shard);
                if (wasHeard && connection != null) {
                    ask(connection, shard);
                }
            }
            if (wasHeard) {
                follower.lost(ShardLane.this, shard);
            }
        }

        @Override
        void end() {
            List<Integer> lost;
            synchronized (ShardLane.this) {
                lost = List.copyOf(heard);
                heard.clear();
                asked.clear();
                connection = null;
            }
            lost.forEach(shard -> follower.lost(ShardLane.this, shard));
        }
    }
}
