package canyon.message;

import org.jspecify.annotations.Nullable;

/**
 * One event on its way to the subscribers of one channel.
 *
 * @param event the event's name as Laravel wrote it; may be empty, as recorded
 * @param payload what it says
 * @param except the connection that must not get it (Laravel's {@code toOthers()}); if it is not connected, nobody is
 *     excluded
 * @param user the member that sent it as a client event on a presence channel; null for all others
 */
public record Broadcast(
        ChannelName channel,
        String event,
        Payload payload,
        @Nullable SocketId except,
        @Nullable String user) {
    /** Begins the name of each event that a client sends. */
    public static final String CLIENT_PREFIX = "client-";

    /** What the application publishes. */
    public Broadcast(ChannelName channel, String event, JsonText data, @Nullable SocketId except) {
        this(channel, event, new Payload(data), except, null);
    }

    /** What it says, to whoever does not care in which form it came. */
    public JsonText data() {
        return payload.value();
    }

    /** Whether a client sent it to the others (a whisper), by the name that such events have. */
    public boolean isByClient() {
        return event.startsWith(CLIENT_PREFIX);
    }

    /** Characters that it holds at least, as a measure of the memory that it takes while it waits. */
    public int weight() {
        return channel.text().length() + event.length() + payload.weight();
    }
}
