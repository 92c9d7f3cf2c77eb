package canyon.channel;

import canyon.connection.Connection;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the members of a presence channel that was decided elsewhere.
 *
 * @param come who is there from now on, the newest last
 * @param gone who is not any more
 * @param entrant who gets the list of members and hears the channel from now on; null if nobody does
 */
public record RosterStep(
        List<Presence> come, List<SocketId> gone, @Nullable Entrant entrant, Source source) {
    public RosterStep {
        come = List.copyOf(come);
        gone = List.copyOf(gone);
    }

    /**
     * One of this node's connections, whose presence is the last of those that come.
     *
     * @param maxMembers users in the channel at once, 0 for no limit or if somebody else has looked
     */
    public record Entrant(Connection connection, int maxMembers) {}

    /** Where it happened. */
    public enum Source {
        /** To a connection of this node, which tells whoever wants to know. */
        HERE,
        /** Elsewhere: the subscribers hear it, and nobody else. */
        ELSEWHERE,
        /** To a dead node's connections, of which this node takes care. */
        SWEEP,
        /** Before anybody listened here: no news. */
        BEFORE
    }
}
