package canyon.connection;

import canyon.message.ChannelName;
import canyon.message.SocketId;
import canyon.protocol.Frame;
import canyon.protocol.Protocol;
import canyon.protocol.Segment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A client as channels see it: who it is, which protocol it speaks, what it has subscribed to.
 *
 * <p>Its monitor guards its subscriptions; the registry holds it while it changes a channel with them, so that a join
 * and an end at the same moment leave nothing behind.
 */
public final class Connection {
    private final SocketId id;
    private final Protocol protocol;
    private final Outbox outbox;
    private final Consumer<CloseReason> closer;
    private final Set<ChannelName> subscriptions = new HashSet<>(2);
    private boolean ended;

    /** @param closer ends the client's transport; called without a lock */
    public Connection(SocketId id, Protocol protocol, Outbox outbox, Consumer<CloseReason> closer) {
        this.id = id;
        this.protocol = protocol;
        this.outbox = outbox;
        this.closer = closer;
    }

    public SocketId id() {
        return id;
    }

    public Protocol protocol() {
        return protocol;
    }

    public void send(Frame frame) {
        send(Segment.of(frame));
    }

    /** Sends or lets wait; a client for whom too much waits is closed. Never blocks. */
    public void send(Segment segment) {
        if (!outbox.offer(segment)) {
            close(CloseReason.TOO_SLOW);
        }
    }

    public void send(List<Segment> segments) {
        for (Segment segment : segments) {
            send(segment);
        }
    }

    public void close(CloseReason reason) {
        closer.accept(reason);
    }

    /** Which of {@code lanes} workers writes to this connection: always the same one, which keeps the order. */
    public int lane(int lanes) {
        return Math.floorMod((id.hashCode() * 0x9E3779B9) >>> 8, lanes);
    }

    public synchronized int subscriptionCount() {
        return subscriptions.size();
    }

    public synchronized boolean isSubscribed(ChannelName channel) {
        return subscriptions.contains(channel);
    }

    public synchronized boolean hasEnded() {
        return ended;
    }

    /** False if it has subscribed before or has ended. */
    public synchronized boolean subscribe(ChannelName channel) {
        return !ended && subscriptions.add(channel);
    }

    public synchronized boolean unsubscribe(ChannelName channel) {
        return subscriptions.remove(channel);
    }

    /** From now on nothing can be subscribed to. Returns what was. */
    public synchronized Set<ChannelName> end() {
        ended = true;
        Set<ChannelName> last = Set.copyOf(subscriptions);
        subscriptions.clear();
        return last;
    }
}
