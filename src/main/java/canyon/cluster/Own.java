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
    private boolean swept;

    /** Whether the ledger has had its seat, and then had not. */
    private boolean missed;

    /** A connection that wants in. */
    Own(PresenceLog.Entry entry) {
        this.entry = entry;
    }

    PresenceLog.Entry entry() {
        return entry;
    }

    /** Others may have taken its seat away, and have told so then. */
    void suspectSweep() {
        swept = told && seated;
    }

    /** Whether others have told that it is gone. */
    boolean isSwept() {
        return swept;
    }

    /** Who wants to know is told that it is there. */
    void toldAgain() {
        swept = false;
        missed = false;
    }

    /** The ledger has its seat, as it was asked for. */
    void sit(Ledger.Status status) {
        missed |= seated && status == Ledger.Status.SEATED;
        seated = true;
        if (status == Ledger.Status.MOVED && !missed) {
            // Whoever sweeps has not come so far, and finds nothing any more.
            swept = false;
        }
    }
}
