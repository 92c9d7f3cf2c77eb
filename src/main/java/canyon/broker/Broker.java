package canyon.broker;

import canyon.message.Broadcast;

/** Between nodes. What Laravel publishes through Redis is already seen by every node and never passes here. */
public interface Broker {
    /**
     * Publishes to the subscribers on every node.
     *
     * @throws InterruptedException while it waited, because too much waits already
     */
    void publish(Broadcast broadcast) throws InterruptedException;

    /**
     * Publishes what a client sent to the other subscribers on every node.
     *
     * @return false if it was dropped, because too much waits already or nobody may get it
     */
    boolean offer(Broadcast broadcast);
}
