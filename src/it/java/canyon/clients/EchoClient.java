package canyon.clients;

import java.net.URI;

/**
 * What the tests need of an official client, without any of its types: the two generations of it have the same class
 * names and live in class loaders of their own.
 */
public interface EchoClient extends AutoCloseable {
    /**
     * Returns when connected.
     *
     * @param transports in the order in which they are tried
     */
    void connect(URI server, String... transports) throws InterruptedException;

    /** The id that Laravel is told as {@code X-Socket-ID}. */
    String id();

    /** Emits {@code subscribe} as Laravel Echo does. */
    void subscribe(String channel);

    /** Emits {@code unsubscribe} as Laravel Echo does. */
    void unsubscribe(String channel);

    /** From now on events of this name can be awaited. */
    void listenTo(String event);

    /**
     * The next event that was listened to.
     *
     * @throws AssertionError if none comes
     */
    Heard await() throws InterruptedException;

    @Override
    void close();

    /**
     * An event as it arrived.
     *
     * @param arguments as the client prints them
     * @param transport that brought it
     */
    record Heard(String event, String arguments, String transport) {}
}
