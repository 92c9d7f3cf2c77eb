package canyon.cluster;

import canyon.message.ChannelName;
import canyon.message.SocketId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger is told again of this node's members: all of them after an absence, and else what it has not taken. A
 * {@link Backlog} bounds how much of it is under way. For the desk.
 */
final class Restoring {
    private final Lives lives;
    private final Steps steps;
    private final Backlog backlog;

    /** Channels of which something could not be written. */
    private final Set<View> unwritten = new HashSet<>();

    private final UnfreedSeats unfreed = new UnfreedSeats();

    /** To be run when the ledger has all members of this node again. */
    private @Nullable Runnable whenRestored;

    /** @param most steps that are under way */
    Restoring(Lives lives, Steps steps, int most) {
        this.lives = lives;
        this.steps = steps;
        this.backlog = new Backlog(most);
    }

    /** How it is told. Each step runs {@code ended} on the desk when the ledger has answered, or has not. */
    interface Steps {
        /** Unless it is no member any more. */
        void write(View view, Own own, Runnable ended);

        /** Unless it was taken anew. */
        void free(ChannelName channel, SocketId socket, Runnable ended);

        /** Unless nobody follows the channel any more. */
        void read(View view, Runnable ended);
    }

    /** A seat could not be given up. */
    void keepUnfreed(ChannelName channel, SocketId socket) {
        if (!unfreed.keep(channel, socket)) {
            // The node takes a new lease, and whoever sweeps after the old one frees them all.
            lives.abandon();
        }
    }

    boolean hasUnfreed() {
        return !unfreed.isEmpty();
    }

    boolean hasUnfreedIn(ChannelName channel) {
        return unfreed.isAnyIn(channel);
    }

    /** Something of a channel could not be written. */
    void keepUnwritten(View view) {
        unwritten.add(view);
    }

    /** Nobody follows the channel any more. */
    void forget(View view) {
        unwritten.remove(view);
    }

    void writeLater(View view, Own own) {
        backlog.add(own, ended -> steps.write(view, own, ended));
    }

    void readLater(View view) {
        backlog.add(view, ended -> steps.read(view, ended));
    }

    /** The ledger is away: all of it is told again when it is back. */
    void lost() {
        backlog.clear();
    }

    /**
     * The ledger is back, or has forgotten this node.
     *
     * @param all that this node follows
     * @param restored run when the ledger has all members of this node
     */
    void begin(Collection<View> all, Runnable restored) {
        backlog.clear();
        unwritten.clear();
        whenRestored = restored;
        write(all);
    }

    /** Writes again what could not be written, unless that is still being done. */
    void goOn() {
        if (backlog.isEmpty()) {
            List<View> again = List.copyOf(unwritten);
            unwritten.clear();
            write(again);
        }
    }

    private void write(Collection<View> views) {
        unfreed.forEach((channel, socket) -> backlog.add(new Unfreed(channel, socket), ended -> {
            if (unfreed.take(channel, socket)) {
                steps.free(channel, socket, ended);
            } else {
                ended.run();
            }
        }));
        for (View view : views) {
            List.copyOf(view.own().values()).forEach(own -> writeLater(view, own));
            // When all of its members are written: none of them needs what is read.
            readLater(view);
        }
        backlog.whenDone(this::end);
    }

    private record Unfreed(ChannelName channel, SocketId socket) {}

    /** Others believe then that this node has no more members than these: so all must be written. */
    private void end() {
        Runnable restored = whenRestored;
        if (restored != null && unwritten.isEmpty() && lives.isUp()) {
            whenRestored = null;
            restored.run();
        }
    }
}
