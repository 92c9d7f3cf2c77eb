package canyon.cluster;

import canyon.message.JsonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bus's check of itself: each node says now and then that it is there, and with it when it heard the others last;
 * so each knows how long a message takes to each other one and back. No two clocks are compared. For the desk, but for
 * what is told.
 */
final class Echoes {
    static final String KIND = "echo";

    private static final String AT = "at";
    private static final String ACKS = "acks";
    private static final double NANOS_PER_MILLI = 1e6;

    private final Bus bus;
    private final Consumer<Map<String, JsonText>> saying;
    private final LongSupplier nanos;
    private final Map<String, Heard> heard = new HashMap<>();
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();

    /** @param saying adds what else this node tells of itself */
    Echoes(Bus bus, Consumer<Map<String, JsonText>> saying, LongSupplier nanos) {
        this.bus = bus;
        this.saying = saying;
        this.nanos = nanos;
    }

    /**
     * When another one spoke last.
     *
     * @param at of its clock
     * @param here of ours
     */
    private record Heard(long at, long here) {}

    /**
     * What is known of a process, this one too.
     *
     * @param roundTripMillis to it and back; negative while it is not known
     * @param heardNanos when it was heard last, of {@link System#nanoTime}
     * @param counts what it told of itself
     */
    record Peer(double roundTripMillis, long heardNanos, Map<String, Long> counts) {}

    /** @param counts that others may want to know */
    void speak(Map<String, Long> counts) {
        long now = nanos.getAsLong();
        Map<String, JsonText> acks = new LinkedHashMap<>();
        heard.forEach((process, last) ->
                acks.put(process, JsonText.ofElements(List.of(number(last.at()), number(now - last.here())))));
        Map<String, JsonText> members = new LinkedHashMap<>();
        members.put(AT, number(now));
        members.put(ACKS, JsonText.ofMembers(acks));
        counts.forEach((name, count) -> members.put("n-" + name, number(count)));
        saying.accept(members);
        bus.send(KIND, members);
    }

    /** @param process that this node is called on the bus */
    void hear(BusMessage message, String process) {
        long now = nanos.getAsLong();
        long at = message.number(AT).orElse(0);
        Map<String, Long> counts = new HashMap<>();
        message.members().forEach((name, value) -> {
            if (name.startsWith("n-")) {
                message.number(name).ifPresent(count -> counts.put(name.substring(2), count));
            }
        });
        Peer before = peers.get(message.from());
        double roundTrip = before == null ? -1 : before.roundTripMillis();
        if (bus.isOwn(message)) {
            roundTrip = (now - at) / NANOS_PER_MILLI;
        } else {
            heard.put(message.from(), new Heard(at, now));
            roundTrip = answer(message.json(ACKS).orElse(null), process, now, roundTrip);
        }
        peers.put(message.from(), new Peer(roundTrip, now, Map.copyOf(counts)));
    }

    private static double answer(@Nullable JsonText acks, String process, long now, double otherwise) {
        JsonText own = acks != null && acks.isObject() ? acks.members().get(process) : null;
        List<JsonText> pair = own != null && own.isArray() ? own.elements() : List.of();
        if (pair.size() != 2) {
            return otherwise;
        }
        try {
            long at = Long.parseLong(pair.get(0).text());
            long held = Long.parseLong(pair.get(1).text());
            return Math.max(0, now - at - held) / NANOS_PER_MILLI;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Those are gone that have no lease. */
    void keepOnly(Set<String> leases) {
        Set<String> processes = leases.stream().map(NodeName::processOf).collect(Collectors.toSet());
        heard.keySet().retainAll(processes);
        peers.keySet().retainAll(processes);
    }

    /** By the name of the process. Safe from any thread. */
    Map<String, Peer> peers() {
        return Map.copyOf(peers);
    }

    private static JsonText number(long value) {
        return new JsonText(String.valueOf(value));
    }
}
