package canyon.channel;

import canyon.message.Broadcast;
import canyon.message.ReservedEvents;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.ToIntFunction;

/** The one gate to the fan-out: what no client may get is dropped and counted here. Safe for use from any thread. */
public final class Publisher {
    private static final Logger LOG = System.getLogger(Publisher.class.getName());

    private final FanOut fanOut;
    private final Meters meters;
    private final ToIntFunction<String> maxEventNameLength;

    /** With one limit for all applications, in UTF-16 units. */
    public Publisher(FanOut fanOut, Meters meters, int maxEventNameLength) {
        this(fanOut, meters, app -> maxEventNameLength);
    }

    /**
     * The gate to this fan-out.
     *
     * @param maxEventNameLength of an application, by its scope, in UTF-16 units; must not block
     */
    public Publisher(FanOut fanOut, Meters meters, ToIntFunction<String> maxEventNameLength) {
        this.fanOut = fanOut;
        this.meters = meters;
        this.maxEventNameLength = maxEventNameLength;
    }

    /** Publishes on this node; waits while too much waits already. */
    public void publish(Broadcast broadcast) throws InterruptedException {
        if (isAllowed(broadcast)) {
            meters.published();
            fanOut.publish(broadcast);
        }
    }

    /** Publishes on this node, or drops it if too much waits already, and tells which; never waits. */
    public boolean offer(Broadcast broadcast) {
        if (!isAllowed(broadcast)) {
            return false;
        }
        boolean taken = fanOut.offer(broadcast);
        if (taken) {
            meters.published();
        } else {
            drop(Drop.CLIENT_EVENT_OVERLOAD, broadcast);
        }
        return taken;
    }

    private boolean isAllowed(Broadcast broadcast) {
        if (broadcast.channel().isReserved()) {
            drop(Drop.RESERVED_CHANNEL, broadcast);
        } else if (broadcast.event().length()
                > maxEventNameLength.applyAsInt(broadcast.channel().app())) {
            drop(Drop.EVENT_NAME_TOO_LONG, broadcast);
        } else {
            if (ReservedEvents.holds(broadcast.event())) {
                // Clients of Pusher's get it all the same.
                drop(Drop.RESERVED_EVENT, broadcast);
            }
            return true;
        }
        return false;
    }

    private void drop(Drop reason, Broadcast broadcast) {
        if (meters.dropped(reason)) {
            // From a stranger: no line of the log may be made with it.
            String event = broadcast.event().replaceAll("\\p{Cntrl}", "?");
            LOG.log(
                    Level.WARNING,
                    "event {0} on channel {1} dropped: {2}; further ones are only counted",
                    event.substring(0, Math.min(event.length(), 100)),
                    broadcast.channel(),
                    reason.text());
        }
    }
}
