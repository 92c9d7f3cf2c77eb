package canyon.connection;

import canyon.message.ChannelName;
import canyon.message.ServerMessage;
import canyon.message.SocketId;
import canyon.metrics.AppMeters;
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
    /** Where those count who were never let in. */
    private static final AppMeters NOWHERE = new AppMeters();

    private final SocketId id;
    private final String app;
    private final Protocol protocol;
    private final Outbox outbox;
    private final Consumer<CloseReason> closer;
    private final ClientDetails details;
    private final Set<ChannelName> subscriptions = new HashSet<>(2);
    private boolean ended;
    private volatile AppMeters meters = NOWHERE;
    private volatile boolean overflown;

    /**
     * A connection that has subscribed to nothing.
     *
     * @param closer ends the client's transport; called without a lock
     */
    public Connection(Identity identity, Protocol protocol, Outbox outbox, Consumer<CloseReason> closer) {
        this(identity, ClientDetails.UNKNOWN, protocol, outbox, closer);
    }

    /**
     * As the other one, of a client of which people may want to know something.
     *
     * @param closer ends the client's transport; called without a lock
     */
    public Connection(
            Identity identity, ClientDetails details, Protocol protocol, Outbox outbox, Consumer<CloseReason> closer) {
        this.id = identity.id();
        this.app = identity.app();
        this.protocol = protocol;
        this.outbox = outbox;
        this.closer = closer;
        this.details = details;
    }

    /**
     * What tells a connection apart.
     *
     * @param app scope of the application that it belongs to
     */
    public record Identity(String app, SocketId id) {}

    /** From now on what it says and hears is counted there. */
    void countIn(AppMeters ofItsApp) {
        meters = ofItsApp;
    }

    /** What its application counts. */
    public AppMeters meters() {
        return meters;
    }

    /** Scope of the application that it belongs to. */
    public String app() {
        return app;
    }

    public SocketId id() {
        return id;
    }

    public ClientDetails details() {
        return details;
    }

    /** Bytes that wait for it, besides those that are being written. */
    public int waitingBytes() {
        return outbox.waitingBytes();
    }

    public Protocol protocol() {
        return protocol;
    }

    public void send(Frame frame) {
        send(counted(frame));
    }

    private Segment counted(Frame frame) {
        Segment segment = Segment.of(frame);
        meters.sent(frame.isPing() ? 0 : 1, segment.bytes());
        return segment;
    }

    /** Sends or lets wait; a client for whom too much waits is closed. Never blocks. */
    private void send(Segment segment) {
        if (!outbox.offer(segment)) {
            close(CloseReason.TOO_SLOW);
        }
    }

    /**
     * As the others, but in one write where they fit, and whoever sends to many counts what it sends. Does not keep the
     * list.
     */
    public void send(List<Segment> segments) {
        for (Segment segment : segments) {
            if (!outbox.prepare(segment)) {
                // Together they are more than may wait, but the client may take them as they come.
                outbox.flush();
                send(segment);
            }
        }
        outbox.flush();
    }

    /** Sends what this client's dialect has a form for. */
    public void send(ServerMessage message) {
        if (protocol.knows(message)) {
            send(protocol.encode(message));
        }
    }

    /**
     * Puts messages in front of whatever is sent later, without writing them yet: for callers that hold a lock. They
     * {@link #flush} when they have let it go.
     */
    public void prepare(List<ServerMessage> messages) {
        for (ServerMessage message : messages) {
            if (protocol.knows(message) && !outbox.prepare(counted(protocol.encode(message)))) {
                overflown = true;
            }
        }
    }

    /** Writes what has been {@link #prepare prepared}. */
    public void flush() {
        if (overflown) {
            close(CloseReason.TOO_SLOW);
        }
        outbox.flush();
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

    /** What it has subscribed to at this moment. */
    public synchronized Set<ChannelName> subscriptions() {
        return Set.copyOf(subscriptions);
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
