package canyon.protocol.socketio;

import canyon.message.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * One Socket.IO packet, without the Engine.IO type in front of it.
 *
 * @param namespace begins with a slash; {@code /} is the main one
 * @param attachments how many binary messages follow it, 0 for packets that are not binary
 * @param id number of the acknowledgement, if one is asked for or given
 * @param data payload with its placeholders, if there is any
 */
public record Packet(
        PacketType type,
        String namespace,
        int attachments,
        @Nullable Long id,
        @Nullable JsonText data) {
    public static final String MAIN_NAMESPACE = "/";

    public static Packet of(PacketType type, String namespace, @Nullable JsonText data) {
        return new Packet(type, namespace, 0, null, data);
    }
}
