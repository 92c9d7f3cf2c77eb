package canyon.conversation;

import canyon.channel.ChannelRegistry;
import canyon.channel.Interest;
import canyon.connection.Connection;
import canyon.message.ChannelName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets one client join channels as soon as this node hears what is published for them, unless it has left or asked again
 * meanwhile. Safe for use from any thread.
 *
 * <p>Its lock is taken before those of the registry.
 */
final class Entrance {
    private final Connection connection;
    private final ChannelRegistry registry;
    private final Interest interest;
    private final Map<ChannelName, Object> waiting = new HashMap<>(2);

    Entrance(Party party) {
        this.connection = party.connection();
        this.registry = party.registry();
        this.interest = party.services().interest();
    }

    /**
     * Joins now or soon.
     *
     * @param join joins; empty if it could, otherwise why not
     * @param refused is told why not, without a lock
     */
    <T> void enter(ChannelName channel, Supplier<Optional<T>> join, Consumer<T> refused) {
        Object turn = new Object();
        synchronized (waiting) {
            waiting.put(channel, turn);
        }
        interest.await(channel, () -> {
            Optional<T> refusal;
            synchronized (waiting) {
                if (waiting.get(channel) != turn) {
                    return;
                }
                waiting.remove(channel);
                refusal = join.get();
            }
            refusal.ifPresent(refused);
        });
    }

    /** Channels that the client waits for, without {@code except}. */
    int waitingCount(ChannelName except) {
        synchronized (waiting) {
            return waiting.size() - (waiting.containsKey(except) ? 1 : 0);
        }
    }

    void leave(ChannelName channel) {
        synchronized (waiting) {
            waiting.remove(channel);
            registry.leave(connection, channel);
        }
    }

    /** The client is gone. */
    void end() {
        synchronized (waiting) {
            waiting.clear();
            registry.leaveAll(connection);
        }
    }
}
