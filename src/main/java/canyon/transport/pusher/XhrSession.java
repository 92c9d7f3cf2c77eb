package canyon.transport.pusher;

import canyon.connection.FrameWriter;
import canyon.connection.HeartbeatMonitor;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client that comes by single HTTP requests, and the one that waits for messages. Safe for use from any thread. */
final class XhrSession implements HeartbeatMonitor.Watched {
    /** As SockJS, from which this way of transport comes: shorter than proxies wait for a silent answer. */
    private static final long HEARTBEAT = Duration.ofSeconds(25).toNanos();

    /** How long a client may be without a request that waits. Between two polls it is milliseconds. */
    private static final long ABSENCE = Duration.ofSeconds(15).toNanos();

    private final PusherSession client;
    private final Consumer<XhrSession> forget;
    private final Object receiving = new Object();
    private final Object saying = new Object();
    private @Nullable XhrReceive receive;
    private long absentSince = System.nanoTime();

    /** When the monitor saw that the client has ended; 0 before. */
    private long endSeen;

    /** @param forget told once the client is gone */
    XhrSession(PusherSession client, Consumer<XhrSession> forget) {
        this.client = client;
        this.forget = forget;
    }

    PusherSession client() {
        return client;
    }

    /** A request has come that waits for messages, instead of the one before. */
    void attach(XhrReceive next) {
        XhrReceive before;
        synchronized (receiving) {
            before = receive;
            receive = next;
        }
        client.heard();
        if (before != null) {
            client.outbox().detach(before);
            before.retire();
        }
        client.attach(next);
    }

    /** A request takes no messages any more. */
    void detach(XhrReceive last) {
        client.outbox().detach(last);
        synchronized (receiving) {
            if (receive == last) {
                receive = null;
                absentSince = System.nanoTime();
            }
        }
        if (client.isClosed() && client.outbox().hasEnded()) {
            forget.accept(this);
        }
    }

    /** The client has sent an array of messages, empty as a sign of life. */
    boolean say(String body) {
        List<JsonText> messages;
        try {
            JsonText json = JsonText.parse(body);
            if (!json.isArray()) {
                return false;
            }
            messages = json.elements();
        } catch (MalformedJsonException e) {
            return false;
        }
        client.heard();
        synchronized (saying) {
            for (JsonText message : messages) {
                if (message.isString()) {
                    client.receive(message.string());
                } else {
                    client.misunderstood("Each message must be a string that holds JSON");
                }
            }
        }
        return true;
    }

    @Override
    public void check(long nanos) {
        XhrReceive waiting;
        long absent;
        synchronized (receiving) {
            waiting = receive;
            absent = waiting == null ? nanos - absentSince : 0;
        }
        if (absent >= ABSENCE) {
            client.lost();
            forget.accept(this);
        } else if (waiting != null && client.isClosed() && client.outbox().hasEnded()) {
            end(waiting, nanos);
        } else if (waiting != null
                && waiting.idleNanos(nanos) >= HEARTBEAT
                && client.outbox().detachIdle(waiting)) {
            waiting.heartbeat(new Beat(waiting));
        }
    }

    /** It has been told its end, or nobody could tell it: its last bytes get a while, the request no longer. */
    private void end(XhrReceive last, long nanos) {
        if (endSeen == 0) {
            endSeen = nanos;
        } else if (nanos - endSeen >= ABSENCE) {
            last.retire();
            forget.accept(this);
        }
    }

    /** After it messages may be written again, if the request still waits. */
    private final class Beat implements FrameWriter.Completion {
        private final XhrReceive beaten;

        Beat(XhrReceive beaten) {
            this.beaten = beaten;
        }

        @Override
        public void done() {
            boolean waits;
            synchronized (receiving) {
                waits = receive == beaten;
            }
            if (waits) {
                client.outbox().attachIfFree(beaten);
            }
        }

        @Override
        public void failed(Throwable cause) {
            boolean waits;
            synchronized (receiving) {
                waits = receive == beaten;
            }
            if (waits) {
                client.writeFailed(cause);
            }
        }
    }

    @Override
    public void fault() {
        client.lost();
        forget.accept(this);
    }
}
