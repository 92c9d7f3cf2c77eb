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

    /** Sends all clients away, evenly over so many seconds, and takes no new ones. */
    void drain(int seconds);

    /** Takes clients again. */
    void cancelDrain();

    /** Closes one connection. False if there is none with this id. */
    boolean disconnect(String socketId);

    /** Whether each authorization leaves a line in the log from now on. */
    void trace(boolean on);
}
