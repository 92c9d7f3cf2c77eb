package canyon.simulation;

import canyon.cluster.ClusterMeters.Count;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What all have done until a moment.
 *
 * @param nanos of {@link System#nanoTime}
 * @param cpu nanoseconds that the threads of all nodes have used, by what they do
 * @param strays messages that did not arrive, or were not sent, and channels that had to be read anew
 */
record Reading(long nanos, OwnRedis.Done redis, Map<Role, Long> cpu, long delivered, long strays) {
    static Reading of(OwnRedis redis, List<VirtualNode> nodes) {
        Map<Role, Long> cpu = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            cpu.put(role, nodes.stream().mapToLong(node -> node.cpu(role)).sum());
        }
        long delivered = nodes.stream().mapToLong(VirtualNode::delivered).sum();
        long strays = nodes.stream()
                .mapToLong(node -> node.meters().sum(Count.GAPS)
                        + node.meters().sum(Count.UNSENT)
                        + node.meters().sum(Count.RESYNCS)
                        + node.meters().sum(Count.REFUSED))
                .sum();
        return new Reading(System.nanoTime(), redis.done(), Map.copyOf(cpu), delivered, strays);
    }

    long cpu(Role role) {
        return cpu.getOrDefault(role, 0L);
    }
}
