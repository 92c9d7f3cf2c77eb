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
        return markAt(name) < 0 ? PUBLIC : PRIVATE;
    }

    /** Where the first thing stands that makes a name need authorization; -1 if there is none. */
    static int markAt(String name) {
        int presence = name.indexOf(PRESENCE_PREFIX);
        int restricted = name.indexOf(PRIVATE_PREFIX);
        return presence < 0 || restricted < 0 ? Math.max(presence, restricted) : Math.min(presence, restricted);
    }

    public boolean needsAuthorization() {
        return this != PUBLIC;
    }
}
