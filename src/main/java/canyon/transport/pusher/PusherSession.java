package canyon.transport.pusher;

import canyon.app.App;
import canyon.config.AppLimits;
import canyon.connection.ClientDetails;
import canyon.connection.CloseReason;
import canyon.connection.Connection;
import canyon.connection.FrameWriter;
import canyon.connection.HeartbeatMonitor;
import canyon.connection.Outbox;
import canyon.conversation.PusherConversation;
import canyon.message.ClientMessage;
import canyon.message.ServerMessage;
import canyon.message.SocketId;
import canyon.metrics.AppMeters;
import canyon.protocol.Frame;
import canyon.protocol.MalformedMessageException;
import canyon.transport.TextParts;
import canyon.transport.pusher.Gate.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client from its coming to its end, by whichever transport. Its messages come one after the other; the rest is
 * safe for use from any thread.
 */
final class PusherSession implements HeartbeatMonitor.Watched, Outbox.Owner {
    /** Up to this protocol clients are told a code by a message before the connection is closed with it. */
    private static final int LAST_WITHOUT_CODES = 5;

    private static final Logger LOG = System.getLogger(PusherSession.class.getName());

    private final PusherServer server;
    private final Hello hello;
    private final Outbox outbox;
    private final Connection connection;
    private final AppLimits limits;
    private final Silence silence;
    private final AtomicReference<@Nullable End> closed = new AtomicReference<>();
    private volatile @Nullable PusherConversation conversation;
    private volatile boolean isToldWhy;

    /** @param since of {@link System#nanoTime} */
    private record End(CloseReason reason, long since) {}

    /** @param app that it wants to belong to, if there is one */
    PusherSession(PusherServer server, Hello hello, Optional<App> app) {
        this.server = server;
        this.hello = hello;
        this.limits = app.map(App::limits).orElse(AppLimits.DEFAULT);
        this.outbox = new Outbox(server.settings().outboxBytes(), this);
        String scope = app.map(App::scope).orElse(App.DEFAULT_SCOPE);
        this.connection = new Connection(
                new Connection.Identity(scope, SocketId.random()),
                details(hello),
                server.protocol(),
                outbox,
                this::close);
        this.silence = new Silence(limits.activityTimeout(), server.settings(), System.nanoTime());
    }

    private static ClientDetails details(Hello hello) {
        String protocol = switch (hello.protocolNumber()) {
            case 5 -> "pusher 5";
            case 6 -> "pusher 6";
            default -> "pusher 7";
        };
        return ClientDetails.now(protocol, hello::transport, hello.address(), hello.userAgent());
    }

    /** From now on this writer writes. */
    void attach(FrameWriter writer) {
        outbox.attach(writer);
    }

    Outbox outbox() {
        return outbox;
    }

    Connection connection() {
        return connection;
    }

    int maxMessageBytes() {
        return limits.messageBytes();
    }

    boolean isClosed() {
        return closed.get() != null;
    }

    /** Why it is closed; of no meaning before. */
    CloseReason endReason() {
        End end = closed.get();
        return end == null ? CloseReason.TRANSPORT_LOST : end.reason();
    }

    /** It may take part. */
    void begin(App app) {
        PusherConversation begun = server.conversations().pusher(connection, app);
        conversation = begun;
        if (isClosed()) {
            // Its end came before there was anything to be ended.
            begun.end();
        }
        connection.send(new ServerMessage.Connected(connection.id(), limits.activityTimeout()));
    }

    void refuse(Refusal refusal) {
        if (refusal.detail() != null) {
            connection.send(new ServerMessage.Failure(refusal.reason().code(), refusal.detail()));
            isToldWhy = true;
        }
        close(refusal.reason());
    }

    /** Takes a message, well-formed or not. */
    void receive(String text) {
        PusherConversation current = conversation;
        if (current == null || isClosed()) {
            return;
        }
        silence.heard(System.nanoTime());
        connection.meters().received(AppMeters.utf8Bytes(text));
        if (TextParts.exceeds(text, limits.messageBytes())) {
            close(CloseReason.TOO_BIG);
            return;
        }
        try {
            ClientMessage message = server.protocol().decode(text);
            silence.heard(message, System.nanoTime());
            message.deliverTo(current);
        } catch (MalformedMessageException e) {
            current.misunderstood(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a message of a client failed, its connection is closed", e);
            close(CloseReason.SERVER_FAULT);
        }
    }

    /** Something came that can be no message. */
    void misunderstood(String reason) {
        heard();
        PusherConversation current = conversation;
        if (current != null && !isClosed()) {
            current.misunderstood(reason);
        }
    }

    /** A sign of life. */
    void heard() {
        silence.heard(System.nanoTime());
    }

    /** Ends it; what waits is still sent unless the client cannot be reached. */
    void close(CloseReason reason) {
        if (!closed.compareAndSet(null, new End(reason, System.nanoTime()))) {
            return;
        }
        LOG.log(Level.DEBUG, "a client from {0} is closed: {1}", hello.address(), reason);
        server.closed(this, reason);
        PusherConversation current = conversation;
        if (current != null) {
            current.end();
        }
        if (reason.isUnreachable()) {
            abort(reason);
            return;
        }
        if (!isToldWhy && isTold(reason)) {
            connection.send(new ServerMessage.Failure(reason.code(), reason.text()));
        }
        outbox.close(reason);
    }

    private boolean isTold(CloseReason reason) {
        boolean isOld = hello.hasNumber() && hello.protocolNumber() <= LAST_WITHOUT_CODES;
        return isOld && reason.isOfPusher();
    }

    private void abort(CloseReason reason) {
        server.forget(this);
        outbox.abort(reason);
    }

    /** The transport is gone. */
    void lost() {
        close(CloseReason.TRANSPORT_LOST);
        abort(CloseReason.TRANSPORT_LOST);
    }

    @Override
    public void check(long nanos) {
        End last = closed.get();
        Duration writeTimeout = server.settings().writeTimeout();
        if (last != null) {
            // A client that does not take its last bytes must not keep the socket.
            if (nanos - last.since() >= writeTimeout.toNanos()) {
                abort(last.reason());
            }
            return;
        }
        PusherConversation current = conversation;
        if (outbox.isStalledSince(nanos - writeTimeout.toNanos())) {
            close(CloseReason.TOO_SLOW);
        } else if (current != null) {
            boolean listens = connection.subscriptionCount() > 0;
            switch (silence.due(nanos, listens, current.app().rules().unauthorizedTimeout(), current.isAuthorized())) {
                case NOTHING -> {}
                case PING -> ask();
                case PONG_TIMEOUT -> close(CloseReason.PONG_TIMEOUT);
                case INACTIVE -> close(CloseReason.INACTIVE);
                case UNAUTHORIZED -> close(CloseReason.UNAUTHORIZED);
            }
        }
    }

    /** Most clients answer only one of the two: pusher-js behind a proxy the event, many libraries only the frame. */
    private void ask() {
        connection.send(new ServerMessage.Ping());
        if (hello.isByWebSocket()) {
            connection.send(Frame.PING);
        }
    }

    @Override
    public void fault() {
        close(CloseReason.SERVER_FAULT);
    }

    @Override
    public void writeFailed(Throwable cause) {
        LOG.log(Level.DEBUG, "writing to a client failed: {0}", cause);
        close(CloseReason.TRANSPORT_LOST);
    }
}
