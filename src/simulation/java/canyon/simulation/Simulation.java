package canyon.simulation;

import canyon.message.Broadcast;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What do nodes cost each other and Redis, and what is full first? Each node is all that is between its doors and
 * Redis; sockets, authorization and the network are excluded. {@code mvn -Psimulation package
 * -Dsimulation.args="1,5,10,25,50 5"}: numbers of nodes, and seconds of each measurement.
 */
public final class Simulation {
    private static final int ROOMS = 20;
    private static final int MEMBERS = 50;
    private static final int VISITORS = 64;
    private static final int SMALL_ROOM_NODES = 10;

    /** Events that not everybody has got, for each node. */
    private static final int OUTSTANDING = 256;

    /** Fewer commands than nodes that come and go need in half a second. */
    private static final int CALM = 500;

    private static final int EVENT_CHARACTERS = 200;
    /** The column of {@link #threads}. */
    private static final String THREADS = "each node: bus / desk / commands / clients µs";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final OwnRedis redis;
    private final List<Integer> counts;
    private final Duration each;
    private final Map<Integer, Cost> changes = new TreeMap<>();
    private final Map<Integer, Cost> events = new TreeMap<>();

    private Simulation(OwnRedis redis, List<Integer> counts, Duration each) {
        this.redis = redis;
        this.counts = counts;
        this.each = each;
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        String nodes = args.length > 0 ? args[0] : "1,5,10,25,50";
        long seconds = args.length > 1 ? Long.parseLong(args[1]) : 5;
        List<Integer> counts =
                Arrays.stream(nodes.split(",", -1)).map(Integer::valueOf).toList();
        // Not each node that comes and goes.
        Logger.getLogger("").setLevel(Level.SEVERE);
        try (OwnRedis redis = OwnRedis.start()) {
            System.out.printf(
                    "%d processors, %s, Redis %s, %d seconds each%n",
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.vm.version"),
                    redis.version(),
                    seconds);
            new Simulation(redis, counts, Duration.ofSeconds(seconds)).run();
        }
        // What is left are daemons.
    }

    private void run() throws InterruptedException {
        warmUp();
        for (int count : counts) {
            measure(count);
        }
        printChanges();
        printEvents();
        printBottleneck();
        smallRooms();
        idle();
        bigRooms();
    }

    /** The compiler's work is none of the nodes'. */
    private void warmUp() throws InterruptedException {
        try (Group group = new Group(redis, 5)) {
            List<ChannelName> rooms = rooms(group, ROOMS, MEMBERS);
            Visitors visitors = new Visitors(group.nodes, rooms, VISITORS);
            visitors.visit(Duration.ofSeconds(10));
            visitors.end();
            publish(group, Duration.ofSeconds(10));
        }
    }

    private void measure(int count) throws InterruptedException {
        try (Group group = new Group(redis, count)) {
            List<ChannelName> rooms = rooms(group, ROOMS, MEMBERS);
            changes.put(count, visit(group, rooms));
            publish(group, each.dividedBy(2));
            Reading from = group.reading();
            long published = publish(group, each);
            events.put(count, new Cost(from, group.reading(), count, published));
        }
    }

    private Cost visit(Group group, List<ChannelName> rooms) throws InterruptedException {
        Visitors visitors = new Visitors(group.nodes, rooms, VISITORS);
        visitors.visit(each.dividedBy(2));
        Reading from = group.reading();
        long count = visitors.visit(each);
        Reading to = group.reading();
        visitors.end();
        return new Cost(from, to, group.nodes.size(), count);
    }

    /** Channels with members on all nodes in turn, all of whom know of each other. */
    private static List<ChannelName> rooms(Group group, int count, int members) throws InterruptedException {
        List<ChannelName> rooms = IntStream.range(0, count)
                .mapToObj(room -> new ChannelName("presence-room-" + room))
                .toList();
        for (int i = 0; i < count * members; i++) {
            VirtualNode node = group.nodes.get((i / count + i) % group.nodes.size());
            ChannelName room = rooms.get(i % count);
            node.registry().join(node.client(new Listener(written -> {})), room, Visitors.member("m" + i), 0, () -> {});
        }
        await(() -> rooms.stream()
                .allMatch(room -> group.nodes.stream()
                        .mapToInt(node -> node.registry().userCount(room))
                        .allMatch(users -> users == 0 || users == members)));
        group.awaitCalm();
        return rooms;
    }

    /** Publishes on the nodes in turn, as fast as the slowest hears it; returns how many. */
    private static long publish(Group group, Duration time) throws InterruptedException {
        ChannelName news = new ChannelName("news");
        for (VirtualNode node : group.nodes) {
            if (!node.registry().isOccupied(news)) {
                node.registry().join(node.client(new Listener(written -> {})), news);
            }
        }
        JsonText data = new JsonText("{\"text\":\"" + "x".repeat(EVENT_CHARACTERS) + "\"}");
        int count = group.nodes.size();
        await(() -> group.nodes.stream().allMatch(node -> node.registry().subscriberCount(news) == 1));
        // Whoever has just subscribed may be told of it still.
        TimeUnit.SECONDS.sleep(1);
        long before = group.delivered();
        long end = System.nanoTime() + time.toNanos();
        long published = 0;
        while (System.nanoTime() - end < 0) {
            if (published * count - (group.delivered() - before) > (long) OUTSTANDING * count) {
                TimeUnit.MICROSECONDS.sleep(100);
            } else {
                VirtualNode node = group.nodes.get((int) (published % count));
                node.broker().publish(new Broadcast(news, "App\\Events\\Told", data, null));
                published++;
            }
        }
        long all = published * count;
        await(() -> group.delivered() - before >= all);
        return published;
    }

    private void printChanges() {
        Table table = new Table(
                "Joins and leaves: " + ROOMS + " channels of " + MEMBERS + " members, " + VISITORS
                        + " clients that come and go",
                "nodes",
                "joins and leaves/s",
                "scripts",
                "other commands",
                "all commands",
                "bytes to Redis",
                "bytes from Redis",
                "Redis µs",
                "all nodes µs",
                THREADS,
                "messages to clients",
                "strays");
        changes.forEach((nodes, cost) -> table.row(
                nodes,
                cost.perSecond(),
                cost.scripts(),
                cost.calls("sadd") + cost.calls("srem"),
                cost.allCalls(),
                cost.bytesIn(),
                cost.bytesOut(),
                cost.redis(),
                cost.allNodes(),
                threads(cost),
                cost.deliveries(),
                cost.strays()));
    }

    private static String threads(Cost cost) {
        return Arrays.stream(Role.values())
                .map(role -> Table.text(cost.node(role)))
                .collect(Collectors.joining(" / "));
    }

    private void printEvents() {
        Table table = new Table(
                "Events over the bus: " + EVENT_CHARACTERS + " characters, one client on each node",
                "nodes",
                "events/s",
                "bytes from Redis",
                "Redis µs",
                "all nodes µs",
                THREADS,
                "messages to clients",
                "strays");
        events.forEach((nodes, cost) -> table.row(
                nodes,
                cost.perSecond(),
                cost.bytesOut(),
                cost.redis(),
                cost.allNodes(),
                threads(cost),
                cost.deliveries(),
                cost.strays()));
    }

    /** If each node and Redis had processors of their own. */
    private void printBottleneck() {
        Table table = new Table(
                "What is full first, if Redis and each node have processors of their own",
                "nodes",
                "joins and leaves/s that fill Redis",
                "that fill a node",
                "its threads that",
                "events/s that fill Redis",
                "that fill a node",
                "its threads that");
        changes.forEach((nodes, cost) -> {
            Cost event = Objects.requireNonNull(events.get(nodes));
            table.row(
                    nodes,
                    cost.redisFullAt(),
                    cost.nodeFullAt(),
                    cost.busiest().text(),
                    nodes == 1 ? "–" : event.redisFullAt(),
                    event.nodeFullAt(),
                    event.busiest().text());
        });
        if (changes.size() > 1) {
            Map<Integer, Double> ofChanges = new TreeMap<>();
            Map<Integer, Double> ofEvents = new TreeMap<>();
            changes.forEach((nodes, cost) -> ofChanges.put(nodes, cost.redis()));
            events.forEach((nodes, cost) -> ofEvents.put(nodes, cost.redis()));
            System.out.println();
            System.out.println("Redis for a join or leave: " + Line.through(ofChanges));
            System.out.println("Redis for an event: " + Line.through(ofEvents));
        }
    }

    /** Channels that only a few nodes know: the first client of a node reads each anew. */
    private void smallRooms() throws InterruptedException {
        Table table = new Table(
                "Joins and leaves by number of channels: " + SMALL_ROOM_NODES + " nodes, one member in each channel",
                "channels",
                "joins and leaves/s",
                "scripts",
                "other commands",
                "bytes to Redis",
                "bytes from Redis",
                "Redis µs",
                "all nodes µs",
                "strays");
        for (int count : List.of(10, 1000, 10_000)) {
            try (Group group = new Group(redis, SMALL_ROOM_NODES)) {
                Cost cost = visit(group, rooms(group, count, 1));
                table.row(
                        count,
                        cost.perSecond(),
                        cost.scripts(),
                        cost.calls("sadd") + cost.calls("srem"),
                        cost.bytesIn(),
                        cost.bytesOut(),
                        cost.redis(),
                        cost.allNodes(),
                        cost.strays());
            }
        }
    }

    /** Nodes that only tell each other that they live. */
    private void idle() throws InterruptedException {
        Table table = new Table(
                "Nothing happens: leases and self-checks, for each second",
                "nodes",
                "commands",
                "bytes from Redis",
                "Redis µs",
                "each node µs");
        for (int count : List.of(counts.get(0), counts.get(counts.size() - 1))) {
            try (Group group = new Group(redis, count)) {
                rooms(group, ROOMS, MEMBERS);
                TimeUnit.SECONDS.sleep(1);
                Reading from = group.reading();
                TimeUnit.SECONDS.sleep(20);
                Reading to = group.reading();
                Cost cost = new Cost(from, to, count, 20);
                table.row(count, cost.allCalls(), cost.bytesOut(), cost.redis(), cost.allNodes() / count);
            }
        }
    }

    private void bigRooms() throws InterruptedException {
        try (Group group = new Group(redis, 2)) {
            // As above: a node that has never read a large channel is slow.
            for (int i = 0; i < 3; i++) {
                BigRoom room = new BigRoom(10_000 + i, redis, group.nodes.get(0));
                room.fill(10_000, redis.uri());
                room.enter("first");
                room.enter("second");
            }
        }
        Table table = new Table(
                "One client comes to a channel with many members on other nodes",
                "members",
                "client",
                "until its list ms",
                "Redis ms",
                "node ms",
                "KiB from Redis",
                "KiB of list",
                "members that its node knows then");
        for (int members : List.of(100, 1000, 10_000, 100_000)) {
            try (Group group = new Group(redis, 2)) {
                BigRoom room = new BigRoom(members, redis, group.nodes.get(0));
                room.fill(members, redis.uri());
                group.awaitCalm();
                row(table, members, "first of its node", room.enter("first"));
                row(table, members, "second", room.enter("second"));
                row(table, members, "third", room.enter("third"));
            }
        }
    }

    private static void row(Table table, int members, String who, BigRoom.Entry entry) {
        table.row(
                members,
                who,
                millis(entry.took()),
                millis(entry.redisCpu()),
                millis(entry.nodeCpu()),
                entry.fromRedis() / 1024.0,
                entry.listBytes() / 1024.0,
                entry.users());
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the nodes do not agree after " + PATIENCE);
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    /** Nodes that know each other, on a Redis that knows nobody else. */
    private static final class Group implements AutoCloseable {
        private final OwnRedis redis;
        private final List<VirtualNode> nodes = new ArrayList<>();

        Group(OwnRedis redis, int count) throws InterruptedException {
            this.redis = redis;
            redis.clear();
            for (int i = 0; i < count; i++) {
                nodes.add(new VirtualNode(i, redis.uri()));
            }
            await(() -> nodes.stream().allMatch(node -> node.knows(count)));
        }

        Reading reading() {
            return Reading.of(redis, nodes);
        }

        /** What they still had to tell Redis is told. */
        void awaitCalm() throws InterruptedException {
            long before = -CALM;
            for (long now = redis.done().allCalls();
                    now - before >= CALM;
                    now = redis.done().allCalls()) {
                before = now;
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }

        long delivered() {
            return nodes.stream().mapToLong(VirtualNode::delivered).sum();
        }

        @Override
        public void close() {
            nodes.parallelStream().forEach(VirtualNode::close);
        }
    }
}
