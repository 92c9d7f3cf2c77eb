package canyon.message;

import org.jspecify.annotations.Nullable;

/**
 * One event on its way to the subscribers of one channel.
 *
 * @param event the event's name as Laravel wrote it; may be empty, as recorded
 * @param except the connection that must not get it (Laravel's {@code toOthers()}); if it is not connected, nobody is
 *     excluded
 */
public record Broadcast(
        ChannelName channel,
        String event,
        JsonText data,
        @Nullable SocketId except) {
    /** Characters that it holds at least, as a measure of the memory that it takes while it waits. */
    public int weight() {
        return channel.text().length() + event.length() + data.text().length();
    }
}
