package canyon.message;

import java.util.Set;

/** Names that Socket.IO clients emit themselves; a client of protocol 5 that receives one drops its connection. */
public final class ReservedEvents {
    private static final Set<String> OF_SOCKET_IO =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "error", "newListener", "removeListener");

    private ReservedEvents() {}

    public static boolean holds(String event) {
        return OF_SOCKET_IO.contains(event);
    }
}
