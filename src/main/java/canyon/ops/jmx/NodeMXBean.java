package canyon.ops.jmx;

/** The node as a whole. */
public interface NodeMXBean {
    long getUptimeSeconds();

    int getConnections();

    int getChannels();

    boolean isReady();

    boolean isDraining();

    boolean isTracing();

    /** Events that were taken. */
    long getPublished();

    /** Messages of channels handed to clients. */
    long getDelivered();

    /** What was not passed on, for whatever reason. */
    long getDropped();

    /** Sends all clients away, evenly over so many seconds, 3,600 at most, and takes no new ones. */
    @Explained(
            value = "Refuses newcomers and tells all clients, evenly over so many seconds, to connect again",
            parameters = "seconds")
    void drain(int seconds);

    /** Takes clients again. */
    @Explained("Takes newcomers again; whoever has not been sent away stays")
    void cancelDrain();

    /** Ends one connection, whose client is told not to come back. False if there is none with this id. */
    @Explained(
            value = "Ends one connection, whose client is told not to come back; false if there is none with this id",
            parameters = "socketId")
    boolean disconnect(String socketId);

    /** Whether each authorization leaves a line in the log from now on. */
    @Explained(value = "Whether each authorization leaves a line in the log from now on", parameters = "on")
    void trace(boolean on);
}
