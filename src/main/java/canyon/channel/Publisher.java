package canyon.channel;

import canyon.activity.Activity;
import canyon.activity.Happening;
import canyon.activity.Happening.Kind;
import canyon.message.Broadcast;
import canyon.message.ReservedEvents;
import canyon.message.SocketId;
import canyon.metrics.AppCount;
import canyon.metrics.Drop;
import canyon.metrics.Meters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The one gate to the fan-out: what no client may get is dropped and counted here. Safe for use from any thread. */
public final class Publisher {
    private static final Logger LOG = System.getLogger(Publisher.class.getName());

    private final FanOut fanOut;
    private final Meters meters;
    private final ToIntFunction<String> maxEventNameLength;
    private final Activity activity;

    /** With one limit for all applications, in UTF-16 units. */
    public Publisher(FanOut fanOut, Meters meters, int maxEventNameLength) {
        this(fanOut, meters, app -> maxEventNameLength, Activity.unwatched());
    }

    /**
     * The gate to this fan-out.
     *
     * @param maxEventNameLength of an application, by its scope, in UTF-16 units; must not block
     * @param activity is told of what is published
     */
    public Publisher(FanOut fanOut, Meters meters, ToIntFunction<String> maxEventNameLength, Activity activity) {
        this.fanOut = fanOut;
        this.meters = meters;
        this.maxEventNameLength = maxEventNameLength;
        this.activity = activity;
    }

    /** Publishes on this node; waits while too much waits already. */
    public void publish(Broadcast broadcast) throws InterruptedException {
        if (isAllowed(broadcast)) {
            count(broadcast);
            fanOut.publish(broadcast);
        }
    }

    /**
     * As {@link #publish}, for one of several that follow each other at once and go out together. Whoever gathers says
     * {@link #release} after the last, and no later than it waits for anything.
     */
    public void gather(Broadcast broadcast) throws InterruptedException {
        if (isAllowed(broadcast)) {
            count(broadcast);
            fanOut.gather(broadcast);
        }
    }

    /** Lets go on what was gathered. */
    public void release() {
        fanOut.release();
    }

    private void count(Broadcast broadcast) {
        meters.published();
        meters.app(broadcast.channel().app()).count(AppCount.PUBLISHED);
        if (activity.isWatched(Kind.PUBLISHED)) {
            report(Kind.PUBLISHED, broadcast, null);
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
            meters.app(broadcast.channel().app()).count(AppCount.CLIENT_EVENTS);
            if (activity.isWatched(Kind.CLIENT_EVENT)) {
                report(Kind.CLIENT_EVENT, broadcast, broadcast.except());
            }
        } else {
            drop(Drop.CLIENT_EVENT_OVERLOAD, broadcast);
        }
        return taken;
    }

    /** Publishes on this node what another one has counted; waits while too much waits already. */
    public void relay(Broadcast broadcast) throws InterruptedException {
        if (isAllowed(broadcast)) {
            fanOut.publish(broadcast);
        }
    }

    /** @param sender null if it is no client */
    private void report(Kind kind, Broadcast broadcast, @Nullable SocketId sender) {
        activity.report(
                kind,
                () -> new Happening(
                        Instant.now(),
                        kind,
                        broadcast.channel().app(),
                        broadcast.channel().text(),
                        broadcast.event(),
                        sender == null ? null : sender.text(),
                        "",
                        broadcast.data().text()));
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
