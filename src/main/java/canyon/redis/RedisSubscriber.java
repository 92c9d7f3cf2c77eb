package canyon.redis;

import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens to Redis until it is stopped, and comes back to it however often it is lost. {@link #run} takes a thread for
 * itself; the rest is safe from any thread.
 *
 * <p>A connection that says nothing for ten seconds is asked for a sign of life, and given up after as long again: a
 * Redis that is gone without a word is found within 20 seconds. A node of a Redis Cluster that answers, but is apart
 * from the others, is left as soon as they say so, who are asked every ten seconds.
 */
public final class RedisSubscriber implements Runnable {
    /** How long {@link #stop} waits for the thread to come back. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    /** Different reasons told in one outage. */
    private static final int TOLD_REASONS = 5;

    private static final Logger LOG = System.getLogger(RedisSubscriber.class.getName());

    private final RedisUrl url;
    private final RedisSettings settings;
    private final Topics topics;
    private final RedisListener listener;
    private final RedisHealth health;
    private final Wire wire;
    private final RedisRoute route;
    private final Backoff backoff;
    private final Set<String> toldReasons = new HashSet<>();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable Thread runner;

    @GuardedBy("lock")
    private @Nullable RedisLink link;

    @GuardedBy("lock")
    private boolean stopped;

    /**
     * Hears everything under the prefixes of the settings.
     *
     * @param settings with a URL
     */
    public RedisSubscriber(RedisSettings settings, RedisListener listener, RedisHealth health) {
        this(settings, Topics.patterns(settings.prefixes().subscribePatterns()), listener, health, Wire.of(settings));
    }

    /**
     * Hears what somebody here is interested in.
     *
     * @param settings with a URL
     */
    public RedisSubscriber(RedisSettings settings, RedisInterest interest, RedisListener listener, RedisHealth health) {
        this(settings, interest.topics(), listener, health, Wire.of(settings));
    }

    /**
     * Hears these channels of Redis, whatever the prefixes are.
     *
     * @param settings with a URL
     */
    public RedisSubscriber(RedisSettings settings, List<String> channels, RedisListener listener, RedisHealth health) {
        this(settings, Topics.channels(channels), listener, health, Wire.of(settings));
    }

    RedisSubscriber(RedisSettings settings, Topics topics, RedisListener listener, RedisHealth health, Wire wire) {
        this(settings, RedisRoute.of(settings, url(settings)), topics, listener, health, wire);
    }

    /** Hears them where this route leads. */
    RedisSubscriber(
            RedisSettings settings,
            RedisRoute route,
            Topics topics,
            RedisListener listener,
            RedisHealth health,
            Wire wire) {
        this.url = url(settings);
        this.settings = settings;
        this.topics = topics;
        this.listener = listener;
        this.health = health;
        this.wire = wire;
        this.route = route;
        this.backoff = new Backoff(settings.maxBackoff(), new SplittableRandom());
        // Not only when a thread is free: until then it would look as if no Redis were configured.
        health.connecting();
    }

    private static RedisUrl url(RedisSettings settings) {
        return Objects.requireNonNull(settings.url(), "without a URL there is nothing to subscribe to");
    }

    @Override
    public void run() {
        synchronized (lock) {
            if (stopped) {
                return;
            }
            runner = Thread.currentThread();
        }
        try {
            while (isWanted()) {
                listen();
            }
        } finally {
            synchronized (lock) {
                runner = null;
                // The thread belongs to the server, which must not find an interrupt that was meant for this.
                Thread.interrupted();
                lock.notifyAll();
            }
        }
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
            if (runner != null) {
                runner.interrupt();
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

    private boolean isWanted() {
        synchronized (lock) {
            return !stopped && !Thread.currentThread().isInterrupted();
        }
    }

    /** Connects once, listens while the connection lasts, and pauses after it. */
    private void listen() {
        RedisLink current = new RedisLink(route, url, settings.connectTimeout(), wire.tls());
        Subscription subscription = topics.subscription(listener, this::connected);
        synchronized (lock) {
            if (stopped) {
                return;
            }
            link = current;
        }
        long start = System.nanoTime();
        String failure = "unsubscribed";
        try {
            PubSubConnection connection = new PubSubConnection(
                    current,
                    RedisLogin.builder(url, settings.connectTimeout(), wire.silence())
                            .build());
            route.check(connection);
            hear(subscription, current, connection);
        } catch (JedisException e) {
            failure = RedisFailure.reason(e, settings);
        } catch (OutOfMemoryError e) {
            // A message too large for the heap; with its connection it is gone.
            failure = "a message is too large for the Java heap";
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a message from Redis could not be handled", e);
            failure = "a message could not be handled";
        } finally {
            current.cut();
        }
        if (subscription.wasSubscribed()
                && System.nanoTime() - start > settings.maxBackoff().toNanos()) {
            backoff.reset();
        }
        if (isWanted()) {
            pause(failure);
        }
    }

    private void hear(Subscription subscription, RedisLink current, PubSubConnection connection) {
        RedisLink looks = new RedisLink(route, url, settings.connectTimeout(), wire.tls());
        try (ServerWatch watch = ServerWatch.start(route, current, looks, wire.silence())) {
            try {
                subscription.run(current, connection);
            } catch (JedisException e) {
                throw watch.explain(e);
            }
        }
    }

    private void connected() {
        health.connected();
        toldReasons.clear();
        LOG.log(Level.INFO, "subscribed to {0} in Redis on {1}", topics, url.address());
    }

    private void pause(String failure) {
        boolean lost = health.status().state() == RedisState.CONNECTED;
        health.failed(failure);
        Duration next = backoff.next();
        if (toldReasons.size() < TOLD_REASONS && toldReasons.add(failure)) {
            LOG.log(
                    Level.WARNING,
                    "Redis on {0} {1}: {2}; next attempt in {3} ms, and so on until it is there",
                    url.address(),
                    lost ? "is lost" : "is not reached",
                    failure,
                    String.valueOf(next.toMillis()));
        }
        awaitNext(next);
    }

    private void awaitNext(Duration next) {
        long deadline = System.nanoTime() + next.toNanos();
        synchronized (lock) {
            try {
                for (long left = next.toNanos(); !stopped && left > 0; left = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * What a test has otherwise.
     *
     * @param silence after which Redis is asked for a sign of life, and between two looks whether a node of a Cluster
     *     hears what is published on others
     */
    record Wire(TlsSockets tls, Duration silence) {
        static Wire of(RedisSettings settings) {
            return new Wire(TlsSockets.of(settings.tls()), Duration.ofSeconds(10));
        }
    }
}
