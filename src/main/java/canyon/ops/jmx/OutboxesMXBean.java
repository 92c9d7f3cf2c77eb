package canyon.ops.jmx;

/** What waits for clients to take it; looked at once in a second at most. */
public interface OutboxesMXBean {
    long getWaitingBytes();

    /** Clients for whom anything waits. */
    int getWaitingClients();

    /** Bytes that wait for one of them. */
    int getLargestBytes();

    /** Bytes that may wait for one client before it is closed as too slow. */
    int getLimitBytes();
}
