package canyon.redis;

import canyon.config.RedisPlace;
import canyon.config.RedisSettings;
import canyon.config.RedisUrl;
import canyon.redis.ClusterBatch.Errand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * To a Redis Cluster: to each master at the same time what is for its slots, by one connection. A command that its node
 * did not carry out, because the slot moves or nobody has it, goes again, and no other one with it.
 *
 * <p>Messages need no slot, as every node passes them on. All go to the same one, as long as it is there: by several of
 * them one message would overtake another.
 */
final class ClusterPipe implements RedisPipe {
    /** Before what is soon over is tried again; all others wait meanwhile. */
    private static final Duration MOMENT = Duration.ofMillis(10);

    /** After so many of them it was in vain. */
    private static final int MOST_MOMENTS = 5;

    /** So long nothing is waited for then. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(1);

    private final ClusterLane.Ways ways;
    private final ClusterNodes nodes;
    private final Map<RedisPlace, ClusterLane> lanes = new ConcurrentHashMap<>();
    private volatile ClusterSlots slots;

    /** Where messages go. */
    private @Nullable RedisPlace publisher;

    /** Of the last batch, for single nodes, in nanoseconds. */
    private long waited;

    private long inVainAt = System.nanoTime() - IMPATIENCE.toNanos();

    /** @param timeout for connecting and for each answer */
    ClusterPipe(RedisSettings settings, RedisUrl url, Duration timeout) {
        this.ways = new ClusterLane.Ways(settings, url, timeout, TlsSockets.of(settings.tls()));
        this.nodes = new ClusterNodes(settings, url);
        this.slots = new ClusterSlots(nodes, ways);
    }

    @Override
    public List<Object> carryOut(List<RedisCall> calls, IntPredicate isWanted) {
        waited = 0;
        try {
            List<Object> answers = carryOut(new ClusterBatch(calls), isWanted, known());
            List<Object> wanted =
                    answers.stream().filter(answer -> answer != UNWANTED).toList();
            if (!wanted.isEmpty()
                    && wanted.stream().allMatch(JedisConnectionException.class::isInstance)
                    && lanes.values().stream().noneMatch(ClusterLane::isOpen)) {
                throw (JedisConnectionException) wanted.get(0);
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException("stopped", e);
        }
    }

    private List<Object> carryOut(ClusterBatch batch, IntPredicate isWanted, ClusterSlots known)
            throws InterruptedException {
        int moments = 0;
        for (List<Errand> due = batch.due(); !due.isEmpty(); due = batch.due()) {
            go(due, isWanted, known);
            boolean isPatient = System.nanoTime() - inVainAt >= IMPATIENCE.toNanos();
            if (batch.settle(due, isPatient).stream().anyMatch(errand -> !errand.isRedirected())) {
                known.doubt();
                TimeUnit.NANOSECONDS.sleep(MOMENT.toNanos());
                known.follow();
                moments++;
                if (moments == MOST_MOMENTS) {
                    inVainAt = System.nanoTime();
                }
            }
        }
        return batch.answers();
    }

    private ClusterSlots known() throws InterruptedException {
        ClusterSlots known = slots;
        known.follow();
        if (known.masters().isEmpty()) {
            known.doubt();
        }
        if (!known.await()) {
            throw new JedisConnectionException(known.reason());
        }
        for (RedisPlace place : lanes.keySet()) {
            if (!known.masters().contains(place)) {
                drop(place);
            }
        }
        return known;
    }

    private void drop(RedisPlace place) {
        ClusterLane lane = lanes.remove(place);
        if (lane != null) {
            lane.cut();
        }
    }

    /** Lets commands go, each to its node, and hears what comes of them. */
    private void go(List<Errand> due, IntPredicate isWanted, ClusterSlots known) throws InterruptedException {
        Map<RedisPlace, List<Errand>> byPlace = new LinkedHashMap<>();
        for (Errand errand : due) {
            RedisPlace place = place(errand, known);
            byPlace.computeIfAbsent(place, node -> new ArrayList<>()).add(errand);
        }
        List<Sending> sendings = new ArrayList<>();
        for (Map.Entry<RedisPlace, List<Errand>> each : openFirst(byPlace)) {
            ClusterLane lane = lane(each.getKey());
            Pipeline pipeline = await(lane);
            if (pipeline == null) {
                each.getValue().forEach(errand -> errand.lose(lane.reason()));
                known.doubt();
            } else {
                Sending sending = new Sending(each.getKey(), lane, pipeline, each.getValue(), isWanted);
                sending.sendSome();
                sendings.add(sending);
            }
        }
        // All are on their way before the first answer is waited for.
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (Sending sending : sendings) {
                isMore |= sending.sendSome();
            }
        }
        for (Sending sending : sendings) {
            sending.hear(known);
        }
    }

    /** What can go now is not to wait for nodes that are not open yet. */
    private List<Map.Entry<RedisPlace, List<Errand>>> openFirst(Map<RedisPlace, List<Errand>> byPlace) {
        byPlace.keySet().forEach(place -> lane(place).open());
        List<Map.Entry<RedisPlace, List<Errand>>> inTurn = new ArrayList<>();
        int openCount = 0;
        for (Map.Entry<RedisPlace, List<Errand>> each : byPlace.entrySet()) {
            if (lane(each.getKey()).isOpen()) {
                inTurn.add(openCount, each);
                openCount++;
            } else {
                inTurn.add(each);
            }
        }
        return inTurn;
    }

    private RedisPlace place(Errand errand, ClusterSlots known) throws InterruptedException {
        RedisPlace asked = errand.asked();
        if (asked != null) {
            return asked;
        }
        RedisPlace owner = errand.slot() == ClusterBatch.NO_SLOT ? null : known.owner(errand.slot());
        // Of a slot that nobody has anybody knows more.
        return owner == null ? publisher(errand.call(), known) : owner;
    }

    private RedisPlace publisher(RedisCall call, ClusterSlots known) throws InterruptedException {
        Set<RedisPlace> publishers = known.publishers();
        RedisPlace last = publisher;
        if (last != null && publishers.contains(last) && isReached(last)) {
            return last;
        }
        Set<RedisPlace> candidates = new LinkedHashSet<>();
        RedisPlace owner = known.owner(call.slot());
        if (owner != null && publishers.contains(owner)) {
            candidates.add(owner);
        }
        candidates.addAll(publishers);
        RedisPlace first = candidates.iterator().next();
        for (RedisPlace candidate : candidates) {
            if (isReached(candidate)) {
                first = candidate;
                break;
            }
        }
        publisher = first;
        return first;
    }

    private boolean isReached(RedisPlace place) throws InterruptedException {
        ClusterLane lane = lane(place);
        lane.open();
        return await(lane) != null;
    }

    private @Nullable Pipeline await(ClusterLane lane) throws InterruptedException {
        long begin = System.nanoTime();
        Pipeline pipeline = lane.await();
        waitedSince(begin);
        return pipeline;
    }

    /** What is longer than anybody is waited for is no waiting: this process stood still. */
    private void waitedSince(long begin) {
        waited += Math.min(System.nanoTime() - begin, ways.timeout().toNanos());
    }

    @Override
    public Duration waited() {
        return Duration.ofNanos(waited);
    }

    private ClusterLane lane(RedisPlace place) {
        return lanes.computeIfAbsent(place, to -> new ClusterLane(to, ways));
    }

    @Override
    public void close() {
        slots.cut();
        slots = new ClusterSlots(nodes, ways);
        lanes.keySet().forEach(this::drop);
    }

    /** What goes to one node. */
    private final class Sending {
        private final RedisPlace place;
        private final ClusterLane lane;
        private final List<Errand> errands;
        private final Pipeline.Batch batch;
        private boolean isLost;

        Sending(RedisPlace place, ClusterLane lane, Pipeline pipeline, List<Errand> errands, IntPredicate isWanted) {
            this.place = place;
            this.lane = lane;
            this.errands = errands;
            this.batch = pipeline.batch(
                    errands.stream().map(Errand::call).toList(),
                    next -> errands.get(next).asked() != null,
                    next -> isWanted.test(errands.get(next).place()));
        }

        /** @return whether anything is left to be sent */
        boolean sendSome() {
            long begin = System.nanoTime();
            try {
                return !isLost && batch.sendSome();
            } catch (JedisException e) {
                waitedSince(begin);
                lose(e);
                return false;
            }
        }

        void hear(ClusterSlots known) {
            if (!isLost) {
                long begin = System.nanoTime();
                try {
                    take(batch.answers(), known);
                } catch (JedisException e) {
                    waitedSince(begin);
                    lose(e);
                }
            }
            if (isLost) {
                known.doubt();
            }
        }

        private void lose(JedisException e) {
            isLost = true;
            lane.fail(e);
            errands.forEach(errand -> errand.lose(lane.reason()));
        }

        private void take(List<Object> answers, ClusterSlots known) {
            for (int i = 0; i < errands.size(); i++) {
                Errand errand = errands.get(i);
                Object answer = answers.get(i);
                errand.take(answer);
                if (answer instanceof JedisRedirectionException redirection) {
                    follow(errand, redirection, known);
                }
            }
        }

        private void follow(Errand errand, JedisRedirectionException redirection, ClusterSlots known) {
            HostAndPort target = redirection.getTargetNode();
            // Without a host it is the one that says so.
            String host = target.getHost().isEmpty() ? place.host() : target.getHost();
            RedisPlace next = new RedisPlace(host, target.getPort());
            if (redirection instanceof JedisMovedDataException) {
                known.moved(redirection.getSlot(), next);
            } else {
                known.meet(next);
                errand.askAt(next);
            }
        }
    }
}
