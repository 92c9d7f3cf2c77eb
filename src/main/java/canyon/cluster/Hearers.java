package canyon.cluster;

import canyon.message.JsonText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Which nodes say that they hear all shards. One that has never heard of shards says nothing. For the desk. */
final class Hearers {
    /** In a message by which a node tells of itself: how many shards it hears, if it hears all. */
    private static final String SHARDS = "shards";

    private final NodeName node;
    private final LongSupplier nanos;
    private final Set<String> hearing = new HashSet<>();

    /** Until when those that do not, and may be frozen since, are told by the bus. */
    private final Map<String, Long> deaf = new HashMap<>();

    Hearers(NodeName node, LongSupplier nanos) {
        this.node = node;
        this.nanos = nanos;
    }

    /** Says, in a message of this node, whether it hears all. */
    static void say(boolean isHeard, Map<String, JsonText> members) {
        if (isHeard) {
            members.put(SHARDS, new JsonText(String.valueOf(Shards.COUNT)));
        }
    }

    /** Another node has told of itself. */
    void hear(BusMessage message) {
        if (message.number(SHARDS).orElse(0) == Shards.COUNT) {
            hearing.add(message.from());
            deaf.remove(message.from());
        } else {
            hearing.remove(message.from());
            deaf.put(message.from(), heldOut());
        }
    }

    /**
     * How many nodes hear all shards, with this one.
     *
     * @param leases of those that live
     * @return 0 if there is one that does not, or was one of late
     */
    int count(Set<String> leases) {
        Set<String> others = leases.stream()
                .filter(lease -> !node.isOwn(lease))
                .map(NodeName::processOf)
                .collect(Collectors.toSet());
        long now = nanos.getAsLong();
        others.forEach(other -> deaf.computeIfPresent(other, (process, end) -> heldOut()));
        deaf.values().removeIf(end -> now - end >= 0);
        return deaf.isEmpty() && hearing.containsAll(others) ? others.size() + 1 : 0;
    }

    private long heldOut() {
        return nanos.getAsLong() + Lives.HOLDING_OUT.toNanos();
    }

    /** What others said is forgotten. */
    void keepOnly(Set<String> leases) {
        hearing.retainAll(leases.stream().map(NodeName::processOf).collect(Collectors.toSet()));
    }
}
