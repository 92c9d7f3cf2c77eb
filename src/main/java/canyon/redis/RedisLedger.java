package canyon.redis;

import canyon.cluster.ClusterMeters;
import canyon.cluster.ClusterMeters.Count;
import canyon.cluster.Ledger;
import canyon.cluster.Roll;
import canyon.cluster.Shards;
import canyon.cluster.Snapshot;
import canyon.cluster.Then;
import canyon.cluster.Version;
import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.SocketId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * What all nodes share, in Redis. Safe for use from any thread; a {@link RedisErrands} carries out what is asked for.
 */
public final class RedisLedger implements Ledger {
    private final RedisErrands errands;
    private final ClusterMeters meters;
    private final ClusterKeys keys;
    private final String bus;
    private final List<String> shards;

    /** Channels that Redis knows to be held, or is asked to hold, by lease. */
    private final Map<String, Map<ChannelName, Holding>> held = new HashMap<>();

    public RedisLedger(RedisErrands errands, ClusterSettings settings, ClusterMeters meters) {
        this.errands = errands;
        this.meters = meters;
        this.keys = new ClusterKeys(settings.prefix());
        this.bus = settings.bus();
        this.shards = settings.shards(Shards.COUNT);
    }

    @Override
    public void publish(String message) {
        RedisCall call = RedisCall.of(Command.PUBLISH, bus, message);
        errands.send(call, call.bytes(), () -> meters.count(Count.UNSENT));
    }

    @Override
    public void publish(int shard, String message, Then<Long> then) {
        RedisCall call = RedisCall.of(Command.SPUBLISH, shards.get(shard), message);
        errands.send(
                call,
                call.bytes(),
                (isAnswer, answer) -> then.done(isAnswer ? read(answer, Long.class::cast) : inVain(answer)));
    }

    private static Optional<Long> inVain(@Nullable Object answer) {
        return answer == RedisErrands.Answer.NONE ? Optional.of(0L) : Optional.empty();
    }

    @Override
    public void fence() {
        errands.fence();
    }

    @Override
    public void join(Joining joining, Then<Joined> then) {
        Holding holding = hold(joining.node(), joining.channel());
        if (holding.isUnheld().get()) {
            then.done(Optional.empty());
            return;
        }
        Member member = joining.presence().member();
        // One line: whatever a user is called, it is a JSON string.
        String user = member.key().map(key -> JsonText.ofString(key).text()).orElse("");
        List<String> arguments = List.of(
                joining.presence().socket().text(),
                joining.node(),
                user,
                member.data().text(),
                String.valueOf(joining.maxMembers()),
                joining.withSeats() ? "1" : "0",
                bus,
                joining.head());
        RedisCall seat = RedisCall.script(ClusterScripts.JOIN, List.of(keys.presence(joining.channel())), arguments);
        RedisCall before = holding.call();
        ask(before == null ? seat : seat.after(before), ClusterAnswers::joined, joined -> {
            if (holding.isUnheld().get() && joined.isPresent()) {
                hold(joining.node(), joining.channel());
            }
            then.done(joined);
        });
    }

    /**
     * Before the seat: else nobody would find it if this node died between the two.
     *
     * @return what Redis was asked for to that end, maybe by a seat before it
     */
    private Holding hold(String node, ChannelName channel) {
        Holding holding;
        synchronized (held) {
            held.keySet().removeIf(lease -> !lease.equals(node));
            Map<ChannelName, Holding> channels = held.computeIfAbsent(node, lease -> new HashMap<>());
            Holding known = channels.get(channel);
            if (known != null) {
                return known;
            }
            RedisCall call = RedisCall.of(Command.SADD, keys.held(node), ClusterKeys.text(channel));
            holding = new Holding(call, new AtomicBoolean());
            channels.put(channel, holding);
        }
        Holding asked = holding;
        errands.ask(Objects.requireNonNull(asked.call()), answer -> {
            if (answer == null) {
                asked.isUnheld().set(true);
            }
            settled(node, channel, asked);
        });
        return asked;
    }

    /** Only what was asked for then, and not what was given up and asked for again since. */
    private void settled(String node, ChannelName channel, Holding asked) {
        synchronized (held) {
            Map<ChannelName, Holding> channels = held.get(node);
            if (channels == null || !asked.equals(channels.get(channel))) {
                return;
            }
            if (asked.isUnheld().get()) {
                channels.remove(channel);
            } else {
                channels.put(channel, Holding.SETTLED);
            }
        }
    }

    /**
     * That a node holds a channel.
     *
     * @param call by which Redis is told of it; null if it was already
     * @param isUnheld whether Redis does not know of it: at once if so much waits that it is not asked
     */
    private record Holding(@Nullable RedisCall call, AtomicBoolean isUnheld) {
        static final Holding SETTLED = new Holding(null, new AtomicBoolean());
    }

    private boolean forget(String node, ChannelName channel) {
        synchronized (held) {
            Map<ChannelName, Holding> channels = held.get(node);
            return channels != null && channels.remove(channel) != null;
        }
    }

    @Override
    public void release(ChannelName channel, String node) {
        if (forget(node, channel)) {
            errands.ask(RedisCall.of(Command.SREM, keys.held(node), ClusterKeys.text(channel)), answer -> {});
        }
    }

    @Override
    public void leave(ChannelName channel, SocketId socket, String head, Then<Version> then) {
        List<String> arguments = List.of(socket.text(), bus, head);
        ask(
                RedisCall.script(ClusterScripts.LEAVE, List.of(keys.presence(channel)), arguments),
                ClusterAnswers::left,
                then);
    }

    @Override
    public void seats(ChannelName channel, Then<Snapshot> then) {
        ask(RedisCall.of(Command.HGETALL, keys.presence(channel)), ClusterAnswers::snapshot, then);
    }

    @Override
    public void version(ChannelName channel, Then<Version> then) {
        RedisCall call = RedisCall.of(Command.HGET, keys.presence(channel), "*");
        // Redis says null for a channel that it does not know, which is an answer.
        errands.askNullable(
                call,
                (isAnswer, answer) ->
                        then.done(isAnswer ? Optional.of(ClusterAnswers.meta(answer)) : Optional.empty()));
    }

    @Override
    public void purge(ChannelName channel, String node, String head, Receipt receipt, Then<List<Member>> then) {
        List<String> both = List.of(keys.presence(channel), keys.receipt(channel, node, receipt.id()));
        List<String> arguments = List.of(node, bus, head, millis(receipt.length()));
        ask(RedisCall.script(ClusterScripts.PURGE, both, arguments), ClusterAnswers::members, then);
    }

    @Override
    public void discard(ChannelName channel, String node, Receipt receipt) {
        errands.ask(RedisCall.of(Command.DEL, keys.receipt(channel, node, receipt.id())), answer -> {});
    }

    @Override
    public void renew(Lease lease, Then<Roll> then) {
        runOnNodes(
                ClusterScripts.RENEW,
                List.of(
                        lease.node(),
                        lease.facts(),
                        millis(lease.length()),
                        lease.isNew() ? "1" : "0",
                        millis(lease.longest())),
                ClusterAnswers::roll,
                then);
    }

    @Override
    public void claim(String node, Duration length, Then<Boolean> then) {
        runOnNodes(ClusterScripts.CLAIM, List.of(node, millis(length)), answer -> (Long) answer == 1, then);
    }

    @Override
    public void held(String node, Then<List<ChannelName>> then) {
        ask(RedisCall.of(Command.SMEMBERS, keys.held(node)), ClusterAnswers::channels, then);
    }

    @Override
    public void count(Counting counting, Then<Totals> then) {
        // Before and after: a node that dies between the two leaves a name in the set at most.
        Command change = counting.subscriptions() == 0 ? Command.SREM : Command.SADD;
        RedisCall set = RedisCall.of(change, keys.counted(counting.node()), ClusterKeys.text(counting.channel()));
        RedisCall count = count(counting);
        if (change == Command.SADD) {
            AtomicBoolean isUncounted = new AtomicBoolean();
            errands.ask(set, answer -> isUncounted.set(answer == null));
            if (isUncounted.get()) {
                then.done(Optional.empty());
                return;
            }
            ask(count.after(set), ClusterAnswers::totals, then);
        } else {
            ask(count, ClusterAnswers::totals, then);
            errands.ask(set.after(count), answer -> {});
        }
    }

    @Override
    public void uncount(Counting counting, Then<Totals> then) {
        ask(count(counting), ClusterAnswers::totals, then);
    }

    private RedisCall count(Counting counting) {
        ChannelName channel = counting.channel();
        Receipt receipt = counting.receipt();
        List<String> both = List.of(keys.count(channel), keys.receipt(channel, counting.node(), receipt.id()));
        List<String> arguments = List.of(
                counting.node(),
                String.valueOf(counting.subscriptions()),
                bus,
                counting.head(),
                millis(receipt.length()),
                receipt.isAgain() ? "1" : "0");
        return RedisCall.script(ClusterScripts.COUNT, both, arguments);
    }

    @Override
    public void subscriptions(ChannelName channel, String node, Then<Integer> then) {
        RedisCall call = RedisCall.of(Command.HGET, keys.count(channel), node);
        errands.askNullable(
                call,
                (isAnswer, answer) ->
                        then.done(isAnswer ? Optional.of(ClusterAnswers.count(answer)) : Optional.empty()));
    }

    @Override
    public void counted(String node, Then<List<ChannelName>> then) {
        ask(RedisCall.of(Command.SMEMBERS, keys.counted(node)), ClusterAnswers::channels, then);
    }

    @Override
    public void keep(ChannelName channel, String event, Duration timeToLive, Runnable lost) {
        RedisCall call = RedisCall.of(Command.SET, keys.last(channel), event, "PX", atLeastOne(timeToLive));
        errands.send(call, call.bytes(), () -> {
            meters.count(Count.UNSENT);
            lost.run();
        });
    }

    @Override
    public void keepUnlessOlder(ChannelName channel, String event, Duration left) {
        RedisCall call =
                RedisCall.script(ClusterScripts.KEEP, List.of(keys.last(channel)), List.of(event, atLeastOne(left)));
        errands.send(call, call.bytes(), () -> meters.count(Count.UNSENT));
    }

    private static String atLeastOne(Duration duration) {
        return String.valueOf(Math.max(1, duration.toMillis()));
    }

    @Override
    public void last(ChannelName channel, Then<Kept> then) {
        ask(RedisCall.script(ClusterScripts.LAST, List.of(keys.last(channel)), List.of()), ClusterAnswers::kept, then);
    }

    @Override
    public void bury(String node, Then<Boolean> then) {
        errands.fence();
        // Whoever has no lease is not cleaned up after: first all that it held must be gone.
        Runnable last = () -> runOnNodes(ClusterScripts.BURY, List.of(node), answer -> (Long) answer == 1, then);
        Every deletions = new Every(2, last, () -> then.done(Optional.empty()));
        errands.ask(RedisCall.of(Command.DEL, keys.held(node)), deletions);
        errands.ask(RedisCall.of(Command.DEL, keys.counted(node)), deletions);
    }

    @Override
    public void exhume(String node, Set<ChannelName> channels) {
        // Of a lease that is over since 1970 somebody takes care.
        Runnable last = () -> errands.ask(RedisCall.of(Command.ZADD, keys.leases(), "NX", "0", node), answer -> {});
        if (channels.isEmpty()) {
            last.run();
            return;
        }
        // Whoever finds the lease is to find all of them; whoever has found that it is missing looks again.
        Every additions = new Every(channels.size(), last, () -> {});
        for (ChannelName channel : channels) {
            errands.ask(RedisCall.of(Command.SADD, keys.held(node), ClusterKeys.text(channel)), additions);
        }
    }

    /** Goes on when several commands were carried out, or at least one was not. */
    private static final class Every implements RedisErrands.Reply {
        private final AtomicInteger left;
        private final AtomicBoolean isMissed = new AtomicBoolean();
        private final Runnable all;
        private final Runnable notAll;

        Every(int count, Runnable all, Runnable notAll) {
            this.left = new AtomicInteger(count);
            this.all = all;
            this.notAll = notAll;
        }

        @Override
        public void take(@Nullable Object answer) {
            if (answer == null) {
                isMissed.set(true);
            }
            if (left.decrementAndGet() == 0) {
                (isMissed.get() ? notAll : all).run();
            }
        }
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }

    private <T> void runOnNodes(String script, List<String> arguments, Function<Object, T> reader, Then<T> then) {
        RedisCall call = RedisCall.script(script, List.of(keys.leases(), keys.facts()), arguments);
        errands.askAlways(call, answer -> then.done(read(answer, reader)));
    }

    private <T> void ask(RedisCall call, Function<Object, T> reader, Then<T> then) {
        errands.ask(call, answer -> then.done(read(answer, reader)));
    }

    /** What is read may be anybody's: then it is no answer. */
    private <T> Optional<T> read(@Nullable Object answer, Function<Object, T> reader) {
        try {
            return answer == null ? Optional.empty() : Optional.of(reader.apply(answer));
        } catch (RuntimeException e) {
            meters.count(Count.GARBAGE);
            return Optional.empty();
        }
    }
}
