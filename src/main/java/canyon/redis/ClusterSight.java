package canyon.redis;

import canyon.config.RedisPlace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/**
 * What one node of a Redis Cluster says of it, as "Redis cluster specification" has it.
 *
 * @param id its own
 * @param isWhole whether it believes that it is not parted from the Cluster, and that somebody has each slot
 * @param members ids of the nodes with which it exchanges messages, as far as it knows
 * @param slots who has them
 * @param places of all nodes that have slots, or are replicas of those
 */
record ClusterSight(String id, boolean isWhole, Set<String> members, List<Range> slots, Set<RedisPlace> places) {
    static final int SLOT_COUNT = 16384;

    /** More than any Cluster has. */
    private static final int MAX_NODES = 2000;

    /** What it says of nodes that it does not speak with. */
    private static final Set<String> APART = Set.of("fail", "handshake", "noaddr");

    /** Slots that one node has. */
    record Range(int first, int last, RedisPlace owner) {}

    /** @throws redis.clients.jedis.exceptions.JedisDataException if it is no such node, or does not say */
    static ClusterSight of(Connection connection) {
        List<Range> slots = new ArrayList<>();
        Set<RedisPlace> places = new LinkedHashSet<>();
        if (ask(connection, "SLOTS") instanceof List<?> ranges) {
            ranges.forEach(range -> read(range, slots, places));
        }
        boolean isWhole = text(ask(connection, "INFO")).contains("cluster_state:ok");
        String id = "";
        Set<String> members = new HashSet<>();
        for (String line : text(ask(connection, "NODES")).lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words.length > 2 && members.size() < MAX_NODES) {
                Set<String> flags = Set.copyOf(List.of(words[2].split(",", -1)));
                if (flags.contains("myself")) {
                    id = words[0];
                } else if (flags.stream().noneMatch(APART::contains)) {
                    members.add(words[0]);
                }
            }
        }
        return new ClusterSight(id, isWhole, members, slots, places);
    }

    /** Whether the two exchange messages, as both know. */
    boolean knows(ClusterSight other) {
        return members.contains(other.id) && other.members.contains(id);
    }

    private static Object ask(Connection connection, String what) {
        return connection.executeCommand(new CommandArguments(Command.CLUSTER).add(what));
    }

    private static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    /** @param range first and last slot, then host, port and more of each node that has them, the master first */
    private static void read(Object range, List<Range> slots, Set<RedisPlace> places) {
        if (!(range instanceof List<?> parts) || parts.size() < 3) {
            return;
        }
        for (int i = 2; i < parts.size() && places.size() < MAX_NODES; i++) {
            if (parts.get(i) instanceof List<?> node
                    && node.size() >= 2
                    && node.get(0) instanceof byte[] host
                    // Empty while a node does not know its own address.
                    && host.length > 0
                    && node.get(1) instanceof Long port
                    && port > 0
                    && port <= 65535) {
                RedisPlace place = new RedisPlace(new String(host, StandardCharsets.UTF_8), port.intValue());
                places.add(place);
                if (i == 2 && parts.get(0) instanceof Long first && parts.get(1) instanceof Long last) {
                    slots.add(new Range(slot(first), slot(last), place));
                }
            }
        }
    }

    private static int slot(long number) {
        return (int) Math.max(0, Math.min(SLOT_COUNT - 1, number));
    }
}
