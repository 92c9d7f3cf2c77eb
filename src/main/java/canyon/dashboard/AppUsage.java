package canyon.dashboard;

/** What applications have used since this node started. Safe for use from any thread. */
@FunctionalInterface
public interface AppUsage {
    /** What the application with this scope has used. */
    Totals of(String scope);

    /**
     * Totals of one application.
     *
     * @param peakConnections most connections at once within the last day
     * @param messagesIn from clients
     * @param messagesOut to clients
     * @param apiCalls of the HTTP API
     */
    record Totals(long peakConnections, long messagesIn, long messagesOut, long apiCalls) {
        public static final Totals NONE = new Totals(0, 0, 0, 0);
    }
}
