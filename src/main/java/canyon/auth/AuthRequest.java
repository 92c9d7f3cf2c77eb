package canyon.auth;

import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.SocketId;

/**
 * A client wants to join a channel.
 *
 * @param auth what it gave for it, such as {@code {"headers":{…}}}; an object
 */
public record AuthRequest(ChannelName channel, SocketId socket, JsonText auth, Visitor visitor) {
    @Override
    public String toString() {
        return channel + " for " + socket;
    }
}
