package canyon.conversation;

import canyon.channel.ChannelRegistry;
import canyon.channel.Interest;
import canyon.connection.Connection;
import canyon.message.ChannelName;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets one client join channels as soon as this node hears what is published for them, unless it has left or asked
 * again meanwhile. Safe for use from any thread.
 *
 * <p>Its lock is taken before those of the registry.
 */
final class Entrance {
    private final Connection connection;
    private final ChannelRegistry registry;
    private final Interest interest;

    @GuardedBy("this")
    private final Map<ChannelName, Object> waiting;

    Entrance(Party party) {
        this.connection = party.connection();
        this.registry = party.registry();
        this.interest = party.services().interest();
        // Nobody ever waits where everything is heard anyway, and there are many clients.
        this.waiting = interest == Interest.ALWAYS ? Collections.emptyMap() : new HashMap<>(2);
    }

    /**
     * Joins now or soon.
     *
     * @param join joins; empty if it could, otherwise why not
     * @param refused is told why not, without a lock
     */
    <T> void enter(ChannelName channel, Supplier<Optional<T>> join, Consumer<T> refused) {
        if (interest == Interest.ALWAYS) {
            join.get().ifPresent(refused);
            return;
        }
        Object turn = new Object();
        synchronized (this) {
            waiting.put(channel, turn);
        }
        interest.await(channel, () -> enter(channel, turn, join).ifPresent(refused));
    }

    private synchronized <T> Optional<T> enter(ChannelName channel, Object turn, Supplier<Optional<T>> join) {
        if (waiting.get(channel) != turn) {
            return Optional.empty();
        }
        waiting.remove(channel);
        return join.get();
    }

    /** Channels that the client waits for, without {@code except}. */
    synchronized int waitingCount(ChannelName except) {
        return waiting.size() - (waiting.containsKey(except) ? 1 : 0);
    }

    synchronized void leave(ChannelName channel) {
        waiting.remove(channel);
        registry.leave(connection, channel);
    }

    /** The client is gone. */
    synchronized void end() {
        waiting.clear();
        registry.leaveAll(connection);
    }
}
