package canyon.cluster;

import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the scripts do in Redis, without one. Its clock stands until a test moves it. */
final class FakeRedis {
    private final Map<ChannelName, Log> logs = new HashMap<>();
    private final Map<String, Long> leases = new LinkedHashMap<>();
    private final Map<String, String> facts = new HashMap<>();
    private final Map<String, Set<ChannelName>> held = new HashMap<>();
    private final Map<ChannelName, Map<String, Integer>> subscribed = new HashMap<>();
    private final Map<String, Set<ChannelName>> counted = new HashMap<>();
    private final Map<String, List<Member>> membersLeft = new HashMap<>();
    private final Map<String, Ledger.Totals> changes = new HashMap<>();
    /** Also written by the fan-out. */
    private final Map<ChannelName, Lasting> last = new ConcurrentHashMap<>();

    private final List<TestNode> nodes = new ArrayList<>();
    private long micros = 1_700_000_000_000_000L;

    /** Whether nobody reaches it. */
    boolean away;

    /** Whether the servers that have the shards are not reached, while the others are. */
    boolean isShardAway;

    /** Hears what is told by shards. */
    Consumer<String> sharded = message -> {};

    /** Hears what nodes are told. */
    Consumer<String> witness = message -> {};

    /** @param ends of its clock, in microseconds */
    private record Lasting(String event, long ends) {}

    private static final class Log {
        private final long epoch;
        private final Map<SocketId, Seat> seats = new LinkedHashMap<>();
        private long number;

        Log(long epoch) {
            this.epoch = epoch;
        }

        Version version() {
            return new Version(epoch, number);
        }
    }

    void add(TestNode node) {
        nodes.add(node);
    }

    /** @param time below zero if its clock is set back */
    void pass(Duration time) {
        micros += micros(time);
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }

    /** It is started again without what it held. */
    void forget() {
        logs.clear();
        leases.clear();
        facts.clear();
        held.clear();
        subscribed.clear();
        counted.clear();
        membersLeft.clear();
        changes.clear();
        last.clear();
    }

    /** The key of a channel's members is lost. */
    void forgetMembers(ChannelName channel) {
        logs.remove(channel);
    }

    /** The keys of all counts are lost. */
    void forgetCounts() {
        subscribed.clear();
    }

    /** Copies a channel's members, as to a replica. What is returned makes them those that they are now. */
    Runnable copyMembers(ChannelName channel) {
        Log now = Objects.requireNonNull(logs.get(channel));
        Map<SocketId, Seat> seats = Map.copyOf(now.seats);
        long number = now.number;
        return () -> {
            Log copy = new Log(now.epoch);
            copy.seats.putAll(seats);
            copy.number = number;
            logs.put(channel, copy);
        };
    }

    /** Sockets that have a seat, in their order. */
    List<String> seats(ChannelName channel) {
        Log log = logs.get(channel);
        return log == null
                ? List.of()
                : log.seats.keySet().stream().map(SocketId::text).toList();
    }

    /** Of all nodes together. */
    long subscriptions(ChannelName channel) {
        return sum(subscribed.getOrDefault(channel, Map.of()));
    }

    private static long sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Of how many channels it is kept which members of a dead node have left. */
    int membersToTell() {
        return membersLeft.size();
    }

    /** Of no node it is known any more in which channels it has seats. */
    void forgetHeld() {
        held.clear();
    }

    Set<String> leases() {
        return Set.copyOf(leases.keySet());
    }

    private long millis() {
        return micros / 1000;
    }

    private void publish(String message) {
        witness.accept(message);
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        nodes.forEach(node -> node.arrive(bytes));
    }

    /** Changes a log, tells of it, and forgets it if it is empty then. */
    private Version written(ChannelName channel, Log log, String text) {
        log.number++;
        if (log.seats.isEmpty()) {
            logs.remove(channel);
        } else {
            logs.put(channel, log);
        }
        publish(text + ",\"epoch\":" + log.epoch + ",\"number\":" + log.number + "}");
        return log.version();
    }

    /** A node's way to it, which may be cut. */
    final class Way implements Ledger {
        /** Whether this node does not reach it. */
        boolean cut;

        /** Whether it does not take a join. */
        Predicate<Joining> refuses = joining -> false;
        /** Of which channels it takes away a dead node's seats. */
        Predicate<ChannelName> purges = channel -> true;

        /** Which steps are done without this node hearing what came of them, of those that may be done again. */
        String losesAnswersTo = "";

        private <T> void answer(Then<T> then, Supplier<T> step) {
            then.done(cut || away ? Optional.empty() : Optional.of(step.get()));
        }

        private <T> Then<T> unlessLost(String step, Then<T> then) {
            return answer -> then.done(step.equals(losesAnswersTo) ? Optional.empty() : answer);
        }

        private String key(ChannelName channel, String node, Receipt receipt) {
            return channel.app() + ":" + channel + ":" + node + ":" + receipt.id();
        }

        @Override
        public void publish(String message) {
            if (!cut && !away) {
                FakeRedis.this.publish(message);
            }
        }

        @Override
        public void publish(int shard, String message, Then<Long> then) {
            if (cut || away || isShardAway) {
                then.done(Optional.of(0L));
                return;
            }
            sharded.accept(message);
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            then.done(Optional.of(
                    nodes.stream().filter(node -> node.arriveInShard(bytes)).count()));
        }

        @Override
        public void join(Joining joining, Then<Joined> then) {
            if (refuses.test(joining)) {
                then.done(Optional.empty());
                return;
            }
            answer(then, () -> {
                held.computeIfAbsent(joining.node(), node -> new LinkedHashSet<>())
                        .add(joining.channel());
                micros++;
                Log log = logs.getOrDefault(joining.channel(), new Log(micros));
                Presence presence = joining.presence();
                Seat seat = new Seat(presence, joining.node());
                Seat old = log.seats.get(presence.socket());
                if (old == null && joining.maxMembers() > 0) {
                    Set<Optional<String>> users = new HashSet<>();
                    log.seats
                            .values()
                            .forEach(
                                    other -> users.add(other.presence().member().key()));
                    if (users.size() >= joining.maxMembers()
                            && !users.contains(presence.member().key())) {
                        return new Joined(Status.FULL, log.version(), null);
                    }
                }
                Status status = Status.SEATED;
                if (old != null && old.presence().equals(presence)) {
                    status = seat.equals(old) ? Status.UNCHANGED : Status.MOVED;
                }
                if (status != Status.UNCHANGED) {
                    log.seats.remove(presence.socket());
                    log.seats.put(presence.socket(), seat);
                    written(joining.channel(), log, joining.head());
                }
                Snapshot snapshot =
                        joining.withSeats() ? new Snapshot(log.version(), List.copyOf(log.seats.values())) : null;
                return new Joined(status, log.version(), snapshot);
            });
        }

        @Override
        public void leave(ChannelName channel, SocketId socket, String head, Then<Version> then) {
            answer(then, () -> {
                Log log = logs.get(channel);
                if (log == null || log.seats.remove(socket) == null) {
                    return log == null ? Version.NONE : log.version();
                }
                return written(channel, log, head);
            });
        }

        @Override
        public void seats(ChannelName channel, Then<Snapshot> then) {
            answer(then, () -> {
                Log log = logs.get(channel);
                return log == null
                        ? new Snapshot(Version.NONE, List.of())
                        : new Snapshot(log.version(), List.copyOf(log.seats.values()));
            });
        }

        @Override
        public void version(ChannelName channel, Then<Version> then) {
            answer(
                    then,
                    () -> Optional.ofNullable(logs.get(channel))
                            .map(Log::version)
                            .orElse(Version.NONE));
        }

        @Override
        public void purge(ChannelName channel, String node, String head, Receipt receipt, Then<List<Member>> then) {
            if (!purges.test(channel)) {
                then.done(Optional.empty());
                return;
            }
            answer(unlessLost("purge", then), () -> {
                Log log = logs.getOrDefault(channel, new Log(micros));
                List<Seat> gone = log.seats.values().stream()
                        .filter(seat -> seat.node().equals(node))
                        .toList();
                gone.forEach(seat -> log.seats.remove(seat.presence().socket()));
                Set<Optional<String>> users = new HashSet<>();
                log.seats
                        .values()
                        .forEach(seat -> users.add(seat.presence().member().key()));
                String key = key(channel, node, receipt);
                List<Member> left = Stream.concat(
                                gone.stream().map(seat -> seat.presence().member()),
                                membersLeft.getOrDefault(key, List.of()).stream())
                        .filter(member -> users.add(member.key()))
                        .toList();
                if (gone.isEmpty()) {
                    return left;
                }
                if (!left.isEmpty()) {
                    membersLeft.put(key, left);
                }
                List<JsonText> sockets = gone.stream()
                        .map(seat -> JsonText.ofString(seat.presence().socket().text()))
                        .toList();
                written(
                        channel,
                        log,
                        head + ",\"left\":" + JsonText.ofElements(sockets).text());
                return left;
            });
        }

        @Override
        public void renew(Lease lease, Then<Roll> then) {
            answer(then, () -> {
                String node = lease.node();
                long latest = millis() + lease.longest().toMillis();
                leases.replaceAll((name, ends) -> Math.min(ends, latest));
                boolean isLost =
                        !lease.isNew() && (leases.getOrDefault(node, 0L) < millis() || "-".equals(facts.get(node)));
                if (!isLost) {
                    leases.put(node, millis() + lease.length().toMillis());
                    facts.put(node, lease.facts());
                }
                Map<String, String> living = new LinkedHashMap<>();
                List<String> expired = new ArrayList<>();
                leases.forEach((name, ends) -> {
                    if (ends < millis()) {
                        expired.add(name);
                    } else if (!"-".equals(facts.get(name))) {
                        living.put(name, facts.getOrDefault(name, "{}"));
                    }
                });
                return new Roll(isLost, living, expired);
            });
        }

        @Override
        public void claim(String node, Duration length, Then<Boolean> then) {
            answer(then, () -> {
                if (leases.getOrDefault(node, Long.MAX_VALUE) >= millis()) {
                    return false;
                }
                leases.put(node, millis() + length.toMillis());
                facts.put(node, "-");
                return true;
            });
        }

        @Override
        public void held(String node, Then<List<ChannelName>> then) {
            answer(then, () -> List.copyOf(held.getOrDefault(node, Set.of())));
        }

        @Override
        public void release(ChannelName channel, String node) {
            if (!cut && !away) {
                held.getOrDefault(node, new HashSet<>()).remove(channel);
            }
        }

        @Override
        public void discard(ChannelName channel, String node, Receipt receipt) {
            if (!cut && !away) {
                membersLeft.remove(key(channel, node, receipt));
                changes.remove(key(channel, node, receipt));
            }
        }

        @Override
        public void count(Counting counting, Then<Totals> then) {
            if (!cut && !away) {
                Set<ChannelName> channels = counted.computeIfAbsent(counting.node(), name -> new HashSet<>());
                if (counting.subscriptions() == 0) {
                    channels.remove(counting.channel());
                } else {
                    channels.add(counting.channel());
                }
            }
            write(counting, unlessLost("count", then));
        }

        @Override
        public void uncount(Counting counting, Then<Totals> then) {
            write(counting, unlessLost("uncount", then));
        }

        private void write(Counting counting, Then<Totals> then) {
            answer(then, () -> {
                Map<String, Integer> counts = subscribed.computeIfAbsent(counting.channel(), name -> new HashMap<>());
                long before = sum(counts);
                if (counting.subscriptions() == 0) {
                    counts.remove(counting.node());
                } else {
                    counts.put(counting.node(), counting.subscriptions());
                }
                long after = sum(counts);
                if (!counting.head().isEmpty() && before != after) {
                    FakeRedis.this.publish(counting.head() + ",\"total\":" + after + "}");
                }
                Receipt receipt = counting.receipt();
                String key = key(counting.channel(), counting.node(), receipt);
                Totals earlier = changes.get(key);
                if (receipt.isAgain() && before == after && earlier != null && earlier.after() > 0 == after > 0) {
                    return earlier;
                }
                Totals totals = new Totals(before, after);
                if (!receipt.length().isZero() && (totals.isOccupied() || totals.isVacated())) {
                    changes.put(key, totals);
                }
                return totals;
            });
        }

        @Override
        public void subscriptions(ChannelName channel, String node, Then<Integer> then) {
            answer(then, () -> subscribed.getOrDefault(channel, Map.of()).getOrDefault(node, 0));
        }

        @Override
        public void counted(String node, Then<List<ChannelName>> then) {
            answer(then, () -> List.copyOf(counted.getOrDefault(node, Set.of())));
        }

        @Override
        public void keep(ChannelName channel, String event, Duration timeToLive, Runnable lost) {
            if (cut || away) {
                lost.run();
            } else {
                last.put(channel, new Lasting(event, micros + micros(timeToLive)));
            }
        }

        @Override
        public void keepUnlessOlder(ChannelName channel, String event, Duration left) {
            Lasting other = last.get(channel);
            if (!cut && !away && (other == null || other.ends() < micros + micros(left))) {
                last.put(channel, new Lasting(event, micros + micros(left)));
            }
        }

        @Override
        public void last(ChannelName channel, Then<Kept> then) {
            answer(then, () -> {
                Lasting kept = last.getOrDefault(channel, new Lasting("", micros));
                return new Kept(kept.event(), Duration.of(kept.ends() - micros, ChronoUnit.MICROS));
            });
        }

        @Override
        public void bury(String node, Then<Boolean> then) {
            answer(then, () -> {
                held.remove(node);
                counted.remove(node);
                facts.remove(node);
                return leases.remove(node) != null;
            });
        }

        @Override
        public void exhume(String node, Set<ChannelName> channels) {
            if (!cut && !away) {
                channels.forEach(channel -> held.computeIfAbsent(node, name -> new LinkedHashSet<>())
                        .add(channel));
                leases.putIfAbsent(node, 0L);
            }
        }
    }
}
