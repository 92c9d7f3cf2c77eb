package canyon.simulation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/** What one operation of many costs, between two readings. */
record Cost(Reading from, Reading to, int nodes, long operations) {
    private static final double MICROS = (double) TimeUnit.MICROSECONDS.toNanos(1);
    private static final double SECOND = (double) TimeUnit.SECONDS.toMicros(1);

    double seconds() {
        return (to.nanos() - from.nanos()) / (MICROS * SECOND);
    }

    double perSecond() {
        return operations / seconds();
    }

    /** Microseconds of Redis' thread. */
    double redis() {
        return each(to.redis().cpuMicros() - from.redis().cpuMicros());
    }

    /** Microseconds of the threads of one node that do this. */
    double node(Role role) {
        return each(to.cpu(role) - from.cpu(role)) / MICROS / nodes;
    }

    /** Microseconds of all threads of all nodes. */
    double allNodes() {
        return Arrays.stream(Role.values()).mapToDouble(this::node).sum() * nodes;
    }

    double scripts() {
        return calls("eval");
    }

    double calls(String command) {
        return each(to.redis().calls(command) - from.redis().calls(command));
    }

    /** Commands that Redis carried out, those in scripts too. */
    double allCalls() {
        return each(to.redis().allCalls() - from.redis().allCalls());
    }

    double bytesIn() {
        return each(to.redis().in() - from.redis().in());
    }

    double bytesOut() {
        return each(to.redis().out() - from.redis().out());
    }

    double deliveries() {
        return each(to.delivered() - from.delivered());
    }

    long strays() {
        return to.strays() - from.strays();
    }

    /** How many operations a second Redis carries out when it does nothing else. */
    double redisFullAt() {
        return SECOND / redis();
    }

    /** What of a node is full first. */
    Role busiest() {
        return Arrays.stream(Role.values())
                .max(Comparator.comparingDouble(this::node))
                .orElseThrow();
    }

    /** How many operations a second, on all nodes together, fill one processor of each node with that. */
    double nodeFullAt() {
        return SECOND / node(busiest());
    }

    private double each(long total) {
        return (double) total / operations;
    }
}
