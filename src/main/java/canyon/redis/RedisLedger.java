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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** Channels that Redis knows to be held, by lease. */
    private final Map<String, Set<ChannelName>> held = new HashMap<>();

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
     * @return what Redis was asked for to that end
     */
    private Holding hold(String node, ChannelName channel) {
        boolean isNew;
        synchronized (held) {
            held.keySet().removeIf(lease -> !lease.equals(node));
            isNew = held.computeIfAbsent(node, lease -> new HashSet<>()).add(channel);
        }
        AtomicBoolean isUnheld = new AtomicBoolean();
        if (!isNew) {
            return new Holding(null, isUnheld);
        }
        RedisCall call = RedisCall.of(Command.SADD, keys.held(node), ClusterKeys.text(channel));
        errands.ask(call, answer -> {
            if (answer == null) {
                forget(node, channel);
                isUnheld.set(true);
            }
        });
        return new Holding(call, isUnheld);
    }

    /**
     * That a node holds a channel.
     *
     * @param call by which Redis is told of it; null if it was already
     * @param isUnheld whether Redis does not know of it: at once if so much waits that it is not asked
     */
    private record Holding(@Nullable RedisCall call, AtomicBoolean isUnheld) {}

    private boolean forget(String node, ChannelName channel) {
        synchronized (held) {
            Set<ChannelName> channels = held.get(node);
            return channels != null && channels.remove(channel);
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
    public void versions(List<ChannelName> channels, Then<List<Version>> then) {
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            boolean isLast = i == channels.size() - 1;
            RedisCall call = RedisCall.of(Command.HGET, keys.presence(channels.get(i)), "*");
            // Redis says null for a channel that it does not know, which is an answer.
            errands.askNullable(call, (isAnswer, answer) -> {
                if (isAnswer) {
                    versions.add(ClusterAnswers.meta(answer));
                }
                if (isLast) {
                    then.done(versions.size() == channels.size() ? Optional.of(versions) : Optional.empty());
                }
            });
        }
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
    public void counted(String node, Then<List<ChannelName>> then) {
        ask(RedisCall.of(Command.SMEMBERS, keys.counted(node)), ClusterAnswers::channels, then);
    }

    @Override
    public void keep(ChannelName channel, String event, Duration timeToLive) {
        String key = keys.last(channel);
        RedisCall call =
                RedisCall.of(Command.SET, key, event, "PX", String.valueOf(Math.max(1, timeToLive.toMillis())));
        errands.send(call, call.bytes(), () -> meters.count(Count.UNSENT));
    }

    @Override
    public void last(ChannelName channel, Then<Kept> then) {
        ask(RedisCall.script(ClusterScripts.LAST, List.of(keys.last(channel)), List.of()), ClusterAnswers::kept, then);
    }

    @Override
    public void bury(String node, Then<Boolean> then) {
        errands.fence();
        errands.ask(RedisCall.of(Command.DEL, keys.held(node)), answer -> {});
        errands.ask(RedisCall.of(Command.DEL, keys.counted(node)), answer -> {});
        // Whoever has no lease is not cleaned up after.
        errands.fence();
        runOnNodes(ClusterScripts.BURY, List.of(node), answer -> (Long) answer == 1, then);
    }

    @Override
    public void exhume(String node, Set<ChannelName> channels) {
        for (ChannelName channel : channels) {
            errands.ask(RedisCall.of(Command.SADD, keys.held(node), ClusterKeys.text(channel)), answer -> {});
        }
        // Whoever finds the lease is to find all of them.
        errands.fence();
        // Of a lease that is over since 1970 somebody takes care.
        errands.ask(RedisCall.of(Command.ZADD, keys.leases(), "NX", "0", node), answer -> {});
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
