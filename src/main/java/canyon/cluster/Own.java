package canyon.cluster;

import canyon.channel.PresenceLog;

/** A connection of this node that wants to be, or is, a member. For the desk. */
final class Own {
    private final PresenceLog.Entry entry;

    /** Whether its client has its list of members. */
    boolean told;

    /** Whether the ledger has had its seat. */
    boolean seated;

    /** Whether others have told that it is gone, and it is to be told again. */
    boolean swept;

    /** A connection that wants in. */
    Own(PresenceLog.Entry entry) {
        this.entry = entry;
    }

    PresenceLog.Entry entry() {
        return entry;
    }
}
