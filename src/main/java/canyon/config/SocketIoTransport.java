package canyon.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A way for Engine.IO packets to travel; its text is the {@code transport} parameter of a request. */
public enum SocketIoTransport {
    POLLING,
    WEBSOCKET;

    /** The name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a comma-separated list.
     *
     * @throws IllegalArgumentException if an entry is no transport, or stands there twice
     */
    static Set<SocketIoTransport> parseSet(String list) {
        Set<SocketIoTransport> transports = EnumSet.noneOf(SocketIoTransport.class);
        for (String entry : Format.entries(list)) {
            SocketIoTransport transport = Arrays.stream(values())
                    .filter(candidate -> candidate.text().equals(entry))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + entry + "\" is no transport"));
            if (!transports.add(transport)) {
                throw new IllegalArgumentException("\"" + entry + "\" stands there twice");
            }
        }
        return transports;
    }
}
