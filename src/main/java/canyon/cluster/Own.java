package canyon.cluster;

import canyon.channel.PresenceLog;

/** A connection of this node that wants to be, or is, a member. For the desk. */
final class Own {
    private final PresenceLog.Entry entry;

    /** Whether its client has its list of members. */
    boolean told;

    /** A connection that wants in. */
    Own(PresenceLog.Entry entry) {
        this.entry = entry;
    }

    PresenceLog.Entry entry() {
        return entry;
    }
}
