package canyon.redis;

import canyon.config.RedisPlace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What one node of a Redis Cluster says of it, as "Redis cluster specification" has it.
 *
 * @param id its own; empty if the user may not know
 * @param isWhole whether it believes that it is not parted from the Cluster, and that somebody has each slot
 * @param members ids of the nodes with which it exchanges messages, as far as it knows
 * @param slots who has them
 * @param places of all nodes that have slots, or are replicas of those
 * @param failed of these that most others hold for failed
 */
record ClusterSight(
        String id,
        boolean isWhole,
        Set<String> members,
        List<Range> slots,
        Set<RedisPlace> places,
        Set<RedisPlace> failed) {
    static final int SLOT_COUNT = 16384;

    /** More than any Cluster has. */
    private static final int MAX_NODES = 2000;

    private static final String FAILED = "fail";

    /** What it says of nodes that it does not speak with. */
    private static final Set<String> APART = Set.of(FAILED, "handshake", "noaddr");

    /** Slots that one node has. */
    record Range(int first, int last, RedisPlace owner) {}

    /**
     * Asks.
     *
     * @param asked where that node is
     * @throws JedisDataException if it is no such node, or the user may not even know who has which slot
     */
    static ClusterSight of(Connection connection, RedisPlace asked) {
        List<Range> slots = new ArrayList<>();
        Map<RedisPlace, String> places = new LinkedHashMap<>();
        if (ask(connection, "SLOTS") instanceof List<?> ranges) {
            ranges.forEach(range -> read(range, asked, slots, places));
        }
        boolean isWhole = tell(connection, "INFO").contains("cluster_state:ok");
        String id = "";
        Set<String> members = new HashSet<>();
        Set<String> failed = new HashSet<>();
        for (String line : tell(connection, "NODES").lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words.length > 2 && members.size() < MAX_NODES) {
                Set<String> flags = Set.copyOf(List.of(words[2].split(",", -1)));
                if (flags.contains("myself")) {
                    id = words[0];
                } else if (flags.stream().noneMatch(APART::contains)) {
                    members.add(words[0]);
                } else if (flags.contains(FAILED)) {
                    failed.add(words[0]);
                }
            }
        }
        Set<RedisPlace> failedPlaces = new HashSet<>(places.keySet());
        failedPlaces.removeIf(place -> !failed.contains(places.get(place)));
        return new ClusterSight(id, isWhole, members, slots, Set.copyOf(places.keySet()), failedPlaces);
    }

    /** Whether the two exchange messages, as both know. */
    boolean knows(ClusterSight other) {
        return members.contains(other.id) && other.members.contains(id);
    }

    private static Object ask(Connection connection, String what) {
        return connection.executeCommand(new CommandArguments(Command.CLUSTER).add(what));
    }

    /** Empty if the user may not know. */
    private static String tell(Connection connection, String what) {
        try {
            return text(ask(connection, what));
        } catch (JedisDataException e) {
            if (RedisFailure.isForbidden(e)) {
                return "";
            }
            throw e;
        }
    }

    /** @param range first and last slot, then host, port, id and more of each node that has them, the master first */
    private static void read(Object range, RedisPlace asked, List<Range> slots, Map<RedisPlace, String> places) {
        if (!(range instanceof List<?> parts) || parts.size() < 3) {
            return;
        }
        for (int i = 2; i < parts.size() && places.size() < MAX_NODES; i++) {
            if (parts.get(i) instanceof List<?> node
                    && node.size() >= 2
                    && node.get(1) instanceof Long port
                    && port > 0
                    && port <= 65535) {
                RedisPlace place = new RedisPlace(host(node.get(0), asked), port.intValue());
                places.put(place, node.size() > 2 ? text(node.get(2)) : "");
                if (i == 2 && parts.get(0) instanceof Long first && parts.get(1) instanceof Long last) {
                    slots.add(new Range(slot(first), slot(last), place));
                }
            }
        }
    }

    /** A node that was never told its own address, or shall not tell it, is where it was asked. */
    private static String host(@Nullable Object told, RedisPlace asked) {
        String host = text(told);
        return host.isEmpty() ? asked.host() : host;
    }

    private static String text(@Nullable Object told) {
        return told instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    private static int slot(long number) {
        return (int) Math.max(0, Math.min(SLOT_COUNT - 1, number));
    }
}
