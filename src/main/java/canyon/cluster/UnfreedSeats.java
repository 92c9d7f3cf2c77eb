package canyon.cluster;

import canyon.message.ChannelName;
import canyon.message.SocketId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Seats of this node that could not be given up, as the ledger was away. For the desk. */
final class UnfreedSeats {
    private static final int MOST = 100_000;

    private final Map<ChannelName, Set<SocketId>> seats = new HashMap<>();
    private int count;

    /** Whether there was room for one more: all are forgotten if not. */
    boolean keep(ChannelName channel, SocketId socket) {
        if (count == MOST) {
            seats.clear();
            count = 0;
            return false;
        }
        if (seats.computeIfAbsent(channel, name -> new HashSet<>()).add(socket)) {
            count++;
        }
        return true;
    }

    /** Whether it was kept; from now on it is not. */
    boolean take(ChannelName channel, SocketId socket) {
        Set<SocketId> sockets = seats.get(channel);
        if (sockets == null || !sockets.remove(socket)) {
            return false;
        }
        count--;
        if (sockets.isEmpty()) {
            seats.remove(channel);
        }
        return true;
    }

    void forEach(BiConsumer<ChannelName, SocketId> each) {
        List.copyOf(seats.keySet())
                .forEach(channel -> List.copyOf(seats.getOrDefault(channel, Set.of()))
                        .forEach(socket -> each.accept(channel, socket)));
    }

    boolean isAnyIn(ChannelName channel) {
        return seats.containsKey(channel);
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }
}
