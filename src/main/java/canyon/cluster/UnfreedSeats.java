package canyon.cluster;

import canyon.message.ChannelName;
import canyon.message.SocketId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Seats of this node that could not be given up, as the ledger was away. For the desk. */
final class UnfreedSeats {
    private static final int MOST = 100_000;

    private final Map<ChannelName, Set<SocketId>> seats = new HashMap<>();
    private int count;

    /** Whether there was room for one more: all are forgotten if not. */
    boolean keep(ChannelName channel, SocketId socket) {
        if (count == MOST) {
            takeAll();
            return false;
        }
        if (seats.computeIfAbsent(channel, name -> new HashSet<>()).add(socket)) {
            count++;
        }
        return true;
    }

    Map<ChannelName, Set<SocketId>> takeAll() {
        Map<ChannelName, Set<SocketId>> all = Map.copyOf(seats);
        seats.clear();
        count = 0;
        return all;
    }

    boolean isAnyIn(ChannelName channel) {
        return seats.containsKey(channel);
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }
}
