package canyon.cluster;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What happened between nodes since the start. Safe for use from any thread. */
public final class ClusterMeters {
    /** What is counted. */
    public enum Count {
        SENT("Messages to other nodes"),
        SHARDED("Events to other nodes that went by sharded pub/sub"),
        SENT_AGAIN("Events that went by the bus as well, as not all nodes had heard them by sharded pub/sub"),
        RECEIVED("Messages from other nodes"),
        GAPS("Messages from other nodes that did not arrive"),
        REPEATED("Messages from other nodes that came twice and were taken once"),
        GARBAGE("Messages on the bus that no node can have sent"),
        FOREIGN("Messages of a version or kind that this node does not know"),
        UNSENT("Messages to other nodes that Redis did not take"),
        RESYNCS("Times that a presence channel was read anew"),
        SWEPT("Dead nodes whose members this node removed"),
        REFUSED("Commands that Redis refused"),
        STRAYS("Requests of clients that came to another node than the one that has their session");

        private final String text;

        Count(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    public ClusterMeters() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    public void count(Count what) {
        add(what, 1);
    }

    public void add(Count what, long times) {
        adder(what).add(times);
    }

    public long sum(Count what) {
        return adder(what).sum();
    }

    private LongAdder adder(Count what) {
        return Objects.requireNonNull(counts.get(what));
    }
}
