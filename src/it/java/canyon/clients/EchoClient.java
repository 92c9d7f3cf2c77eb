package canyon.clients;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Packets;
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

    /**
     * Emits {@code subscribe} as Laravel Echo does for a private or presence channel.
     *
     * @param token that the application is told, such as {@code good:1} for user 1
     */
    void subscribe(String channel, String token);

    /** Emits {@code unsubscribe} as Laravel Echo does. */
    void unsubscribe(String channel);

    /**
     * Emits {@code client event} as Laravel Echo's {@code whisper} does.
     *
     * @param event with {@code client-} in front
     */
    void whisper(String channel, String event, String text);

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
    record Heard(String event, String arguments, String transport) {
        /** Fails unless this is what was heard on the channel, by the value of its JSON. */
        public void assertIs(String expected, String channel, String json) {
            assertThat(event).as(arguments).isEqualTo(expected);
            String start = "[" + channel + ", ";
            assertThat(arguments).startsWith(start).endsWith("]");
            assertThat(Packets.value(arguments.substring(start.length(), arguments.length() - 1)))
                    .isEqualTo(Packets.value(json));
        }
    }
}
