package canyon.redis;

import canyon.cluster.ClusterMeters;
import canyon.cluster.ClusterMeters.Count;
import canyon.config.ClusterSettings;
import canyon.config.RedisForm;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Takes commands to Redis, in the order in which they came, as many as wait in one go. While Redis is away commands are
 * answered by nothing; messages wait for a short time, so that a Redis that is back at once has lost none, and are not
 * sent after it. {@link #run} takes a thread for itself; the rest is safe from any, and never waits.
 */
public final class RedisErrands implements Runnable {
    private static final int BATCH = 256;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** Before what only a server of several that is away could carry out is tried again. */
    private static final Duration MOMENT = Duration.ofMillis(10);

    /** Reasons of refusals that are told. */
    private static final int TOLD_REASONS = 10;

    private static final String READ_ONLY = "READONLY";

    /** A Redis that says so is not the one that is needed: another connection may find it. */
    private static final Set<String> WRONG_PLACE = Set.of(READ_ONLY, "LOADING", "MASTERDOWN", "NOAUTH", "CLUSTERDOWN");

    /** What is soon over. */
    private static final Set<String> PASSING = Set.of("LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY");

    /** Between two looks whether another server is there now than a replica; commands go on meanwhile. */
    private static final Duration LONGEST_READ_ONLY = Duration.ofSeconds(30);

    private static final Logger LOG = System.getLogger(RedisErrands.class.getName());

    private final RedisSettings redis;
    private final RedisUrl url;
    private final RedisPipe pipe;
    private final ClusterMeters meters;
    private final Duration timeout;

    /** What comes over it is not sent, or answered by nothing. */
    private final ClusterSettings.Queue most;

    private final Backoff backoff;
    private final Backoff readOnly;
    private final Set<String> toldReasons = new HashSet<>();
    private final Object lock = new Object();
    private boolean away;

    /** Of the last refusal as the server may only be read, and when another one is looked for, if it still is so. */
    private long refusedAt;

    private long lookAgainAt;
    private boolean isReadOnly;

    /** Since when nothing but a lack of errands keeps it from the next batch, of {@link System#nanoTime}. */
    private long free = System.nanoTime();

    @GuardedBy("lock")
    private final ArrayDeque<Errand> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private long messageWeight;

    @GuardedBy("lock")
    private int commandCount;

    /** Whether the next one begins a batch. */
    @GuardedBy("lock")
    private boolean fenced;

    @GuardedBy("lock")
    private boolean stopped;

    private volatile boolean refusing;

    /** @param redis with a URL */
    public RedisErrands(RedisSettings redis, ClusterSettings settings, ClusterMeters meters) {
        this(redis, settings, meters, pipe(redis, settings.timeout()));
    }

    RedisErrands(RedisSettings redis, ClusterSettings settings, ClusterMeters meters, RedisPipe pipe) {
        this.redis = redis;
        this.url = Objects.requireNonNull(redis.url(), "a cluster needs a URL");
        this.pipe = pipe;
        this.meters = meters;
        this.timeout = settings.timeout();
        this.most = settings.queue();
        this.backoff = new Backoff(LONGEST_PAUSE, new SplittableRandom());
        this.readOnly = new Backoff(LONGEST_READ_ONLY, new SplittableRandom());
    }

    private static RedisPipe pipe(RedisSettings redis, Duration timeout) {
        RedisUrl url = Objects.requireNonNull(redis.url(), "a cluster needs a URL");
        return url.form() == RedisForm.CLUSTER
                ? new ClusterPipe(redis, url, timeout)
                : new DirectPipe(redis, url, timeout);
    }

    /**
     * Whether Redis has refused something, as its user has no right to it, it is full, it may only be read, or does not
     * know the command: it will hardly get better by waiting.
     */
    public boolean isRefusing() {
        return refusing;
    }

    /** Hears what Redis answered. */
    interface Answer {
        /** What there is if Redis was asked in vain. */
        Object NONE = new Object();

        /**
         * Called once, by the thread that speaks with Redis.
         *
         * @param isAnswer false if Redis refused, or was not reached
         * @param answer then {@link #NONE}; null if Redis was not even asked, as it is too late or too much waits
         */
        void take(boolean isAnswer, @Nullable Object answer);
    }

    /** Hears what Redis answered, where that is never nothing. */
    interface Reply {
        /**
         * Called once, by the thread that speaks with Redis.
         *
         * @param answer null if Redis refused, or was not reached
         */
        void take(@Nullable Object answer);
    }

    /**
     * Something to do.
     *
     * @param weight of a message, 0 of a command
     * @param places that it takes of those for commands
     * @param since when it came, of {@link System#nanoTime}
     * @param isFenced whether all before it must be carried out before it is sent
     */
    private record Errand(RedisCall call, int weight, int places, long since, boolean isFenced, Answer answer) {
        boolean isCommand() {
            return weight == 0;
        }

        /** Whether it is sent again if nobody knows what came of it. Of shards the one who sends cares for that. */
        boolean isSentAgain() {
            return weight > 0 && call.command() != Command.SPUBLISH;
        }
    }

    /** What is asked for, or sent, from now on waits until all is carried out that was before. */
    void fence() {
        synchronized (lock) {
            fenced = true;
        }
    }

    void ask(RedisCall call, Reply reply) {
        askNullable(call, (isAnswer, answer) -> reply.take(isAnswer ? answer : null));
    }

    void askNullable(RedisCall call, Answer answer) {
        ask(call, 1, answer);
    }

    /**
     * However many commands wait: for the few on which it depends whether this node is alive. If they were refused, it
     * would write down everything anew, and for that ask even more.
     */
    void askAlways(RedisCall call, Reply reply) {
        ask(call, 0, (isAnswer, answer) -> reply.take(isAnswer ? answer : null));
    }

    private void ask(RedisCall call, int places, Answer answer) {
        boolean taken;
        synchronized (lock) {
            taken = !stopped && (places == 0 || commandCount < most.commands());
            if (taken) {
                commandCount += places;
                add(new Errand(call, 0, places, System.nanoTime(), fenced, answer));
            }
        }
        if (!taken) {
            answer.take(false, null);
        }
    }

    /**
     * @param weight of the message in bytes, at least 1
     * @param lost called if it is not sent
     */
    void send(RedisCall message, int weight, Runnable lost) {
        send(message, weight, (isAnswer, answer) -> {
            if (!isAnswer) {
                lost.run();
            }
        });
    }

    /** @param weight of the message in bytes, at least 1 */
    void send(RedisCall message, int weight, Answer answer) {
        boolean taken;
        synchronized (lock) {
            taken = !stopped && messageWeight < most.bytes();
            if (taken) {
                messageWeight += weight;
                add(new Errand(message, weight, 0, System.nanoTime(), fenced, answer));
            }
        }
        if (!taken) {
            answer.take(false, null);
        }
    }

    @GuardedBy("lock")
    private void add(Errand errand) {
        fenced = false;
        waiting.add(errand);
        lock.notifyAll();
    }

    @Override
    public void run() {
        try {
            for (List<Errand> batch = take(); !batch.isEmpty(); batch = take()) {
                boolean wasAway = away;
                // Not now: this process may have stood still since.
                long begin = free + Math.max(0, batch.get(0).since() - free);
                carryOut(batch, begin);
                free = System.nanoTime();
                // With a Redis that only has much to do, what is late is better than what is lost.
                if (wasAway || away || isOver(begin + pipe.waited().toNanos(), free)) {
                    giveUp(late(free, false));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop();
        }
    }

    /** What waits is not carried out any more, and what is under way is cut off, so that {@link #run} ends. */
    public void stop() {
        List<Errand> left;
        synchronized (lock) {
            stopped = true;
            left = List.copyOf(waiting);
            waiting.clear();
            commandCount = 0;
            lock.notifyAll();
        }
        // An interrupt would not end a write.
        pipe.close();
        giveUp(left);
    }

    private boolean isStopped() {
        synchronized (lock) {
            return stopped;
        }
    }

    /** Waits for at least one; empty when there will be none. */
    private List<Errand> take() throws InterruptedException {
        synchronized (lock) {
            while (waiting.isEmpty() && !stopped) {
                lock.wait();
            }
            List<Errand> batch = new ArrayList<>();
            while (!waiting.isEmpty() && (batch.isEmpty() || goesWith(batch, waiting.element()))) {
                Errand next = waiting.remove();
                taken(next);
                batch.add(next);
            }
            return batch;
        }
    }

    /** What is before it, and was not carried out, keeps it back only if they go together. */
    private static boolean goesWith(List<Errand> batch, Errand next) {
        return !next.isFenced() && (batch.size() < BATCH || next.call().before() != null);
    }

    @GuardedBy("lock")
    private void taken(Errand errand) {
        messageWeight -= errand.weight();
        commandCount -= errand.places();
    }

    /** @param begin when it could have begun, of {@link System#nanoTime} */
    private void carryOut(List<Errand> batch, long begin) throws InterruptedException {
        List<Object> answers;
        try {
            answers = pipe.carryOut(
                    batch.stream().map(Errand::call).toList(), place -> isWanted(batch.get(place), begin));
        } catch (JedisException e) {
            failed(batch, RedisFailure.reason(e, redis));
            return;
        } catch (RuntimeException | OutOfMemoryError e) {
            // An answer may have been too large for this moment; the next one need not be.
            pipe.close();
            LOG.log(Level.ERROR, "Redis gave an answer that is none", e);
            failed(batch, "an answer that is none");
            return;
        }
        Set<String> refusals = new HashSet<>();
        List<Errand> unreached = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Object answer = answers.get(i);
            if (answer instanceof JedisDataException refusal) {
                refusals.add(refused(batch.get(i), refusal));
                batch.get(i).answer().take(false, Answer.NONE);
            } else if (answer == RedisPipe.UNWANTED) {
                batch.get(i).answer().take(false, null);
            } else if (answer instanceof JedisConnectionException) {
                unreached.add(batch.get(i));
            } else {
                batch.get(i).answer().take(true, answer);
            }
        }
        unreached(unreached);
        if (unreached.size() == batch.size()) {
            rest();
        }
        boolean isReplica = !url.form().hasFailover() && refusals.remove(READ_ONLY);
        if (refusals.stream().anyMatch(WRONG_PLACE::contains)) {
            pipe.close();
            pause();
            return;
        }
        if (isReplica && isTimeToLookAgain()) {
            pipe.close();
        }
        back();
    }

    /** @return the first word of the reason */
    private String refused(Errand errand, JedisDataException refusal) {
        meters.count(Count.REFUSED);
        String reason = RedisFailure.reason(refusal, redis);
        String kind = reason.replaceAll("[^A-Z].*", "");
        boolean isDispensable = errand.call().command() == Command.SPUBLISH;
        if (!PASSING.contains(kind)
                && !isDispensable
                && !(kind.equals(READ_ONLY) && url.form().hasFailover())) {
            refusing = true;
        }
        if (toldReasons.size() < TOLD_REASONS
                && toldReasons.add(kind + errand.call().command())) {
            LOG.log(
                    Level.WARNING,
                    isDispensable
                            ? "Redis on {0} refuses {1}, so that events go to all servers by PUBLISH: {2}"
                            : "Redis on {0} refuses {1}, which nodes need to be one server: {2}",
                    url.address(),
                    errand.call().command(),
                    reason);
        }
        return kind;
    }

    /**
     * Where nobody knows the master, only the address may have got another server, and until then a replica still takes
     * what is published.
     */
    private boolean isTimeToLookAgain() {
        long now = System.nanoTime();
        if (!isReadOnly || now - refusedAt > LONGEST_READ_ONLY.multipliedBy(4).toNanos()) {
            readOnly.reset();
            lookAgainAt = now;
        }
        isReadOnly = true;
        refusedAt = now;
        boolean isTime = now - lookAgainAt >= 0;
        if (isTime) {
            lookAgainAt = now + readOnly.next().toNanos();
        }
        return isTime;
    }

    private void back() {
        backoff.reset();
        if (away) {
            away = false;
            LOG.log(Level.INFO, "Redis on {0} takes commands again", url.address());
        }
    }

    private void failed(List<Errand> batch, String reason) throws InterruptedException {
        if (!away && !isStopped()) {
            away = true;
            LOG.log(Level.WARNING, "Redis on {0} takes no commands: {1}", url.address(), reason);
        }
        unreached(batch);
        giveUp(late(System.nanoTime(), true));
        pause();
    }

    /**
     * Nobody knows whether they were carried out: of messages only the first counts. The time that one server of
     * several has cost does not make them late, as there are others.
     */
    private void unreached(List<Errand> errands) {
        long now = System.nanoTime() - pipe.waited().toNanos();
        List<Errand> again = new ArrayList<>();
        for (Errand errand : errands) {
            if (!errand.isSentAgain() || isLate(errand, now)) {
                errand.answer().take(false, Answer.NONE);
            } else {
                again.add(errand);
            }
        }
        giveUp(putBack(again));
    }

    /**
     * Takes out what waits for too long: messages that would come when nobody expects them any more.
     *
     * @param withCommands those, too, that wait for longer than anybody waits for their answer: else more and more
     *     would, while Redis is away. One that is only slow may carry them out
     */
    private List<Errand> late(long now, boolean withCommands) {
        List<Errand> late = new ArrayList<>();
        synchronized (lock) {
            if (withCommands || messageWeight > 0) {
                // At once: one after the other would move all that stay each time.
                waiting.removeIf(
                        errand -> (withCommands || !errand.isCommand()) && isLate(errand, now) && late.add(errand));
                for (Errand errand : late) {
                    taken(errand);
                }
            }
        }
        return late;
    }

    private boolean isLate(Errand errand, long now) {
        return isOver(errand.since(), now);
    }

    /**
     * Not a message that would come when nobody expects it any more, unless it is as late as all of them are, or one
     * server of several has kept it waiting.
     */
    private boolean isWanted(Errand errand, long begin) {
        long now = System.nanoTime();
        return errand.isCommand() || !isOver(begin + pipe.waited().toNanos(), now) || !isLate(errand, now);
    }

    /** Whether the time for which anybody waits is over. */
    private boolean isOver(long begin, long now) {
        return now - begin >= timeout.toNanos();
    }

    private static void giveUp(List<Errand> errands) {
        errands.forEach(errand -> errand.answer().take(false, null));
    }

    /** @return those that nobody will send, as this is stopped */
    private List<Errand> putBack(List<Errand> messages) {
        synchronized (lock) {
            if (stopped) {
                return messages;
            }
            for (int i = messages.size() - 1; i >= 0; i--) {
                waiting.addFirst(messages.get(i));
                messageWeight += messages.get(i).weight();
            }
            return List.of();
        }
    }

    /** For a moment, while one server of several is away; shorter if something comes, which others may take. */
    private void rest() throws InterruptedException {
        synchronized (lock) {
            if (!stopped) {
                TimeUnit.NANOSECONDS.timedWait(lock, MOMENT.toNanos());
            }
        }
    }

    /** Shorter if this is stopped. */
    private void pause() throws InterruptedException {
        long pause = backoff.next().toNanos();
        long end = System.nanoTime() + pause;
        synchronized (lock) {
            for (long left = pause; !stopped && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
        }
    }
}
