package canyon.redis;

/** Hears what is published in Redis, on the subscriber's thread, one message after the other. */
public interface RedisListener {
    /**
     * Takes a message. While it waits, Redis is not read.
     *
     * @throws InterruptedException if the subscriber is stopped meanwhile
     */
    void receive(byte[] channel, byte[] message) throws InterruptedException;

    /** All that one read brought has been received; called before the thread asks for more, or ends. */
    default void caughtUp() {}
}
