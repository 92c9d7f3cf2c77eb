package canyon.message;

/**
 * What a client needs in order to join a channel.
 *
 * <p>A forgotten prefix must never open a channel: a name that holds {@code private-} or {@code presence-} anywhere
 * needs authorization, and only one that begins with {@code presence-} has members (laravel-echo-server's rule, kept).
 */
public enum ChannelKind {
    PRESENCE,
    PRIVATE,
    PUBLIC;

    private static final String PRESENCE_PREFIX = "presence-";
    private static final String PRIVATE_PREFIX = "private-";

    static ChannelKind of(String name) {
        if (name.startsWith(PRESENCE_PREFIX)) {
            return PRESENCE;
        }
        return name.contains(PRIVATE_PREFIX) || name.contains(PRESENCE_PREFIX) ? PRIVATE : PUBLIC;
    }

    public boolean needsAuthorization() {
        return this != PUBLIC;
    }
}
