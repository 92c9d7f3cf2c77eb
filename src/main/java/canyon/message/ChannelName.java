package canyon.message;

/**
 * The name of a channel as clients know it, without a Redis prefix.
 *
 * @param text at least one character and no control characters; how long it may be is a limit of the configuration
 */
public record ChannelName(String text) {
    /** Where laravel-echo-server published member lists; a client that joined it would receive them. */
    public static final String PRESENCE_UPDATES = "PresenceChannelUpdated";

    /** Keyspace and keyevent notifications of Redis. */
    private static final String REDIS_NOTIFICATIONS = "__key";

    public ChannelName {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("channel name must not be empty");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new IllegalArgumentException("channel name must not hold control characters, got U+%04X at %d"
                        .formatted((int) text.charAt(i), i));
            }
        }
    }

    public ChannelKind kind() {
        return ChannelKind.of(text);
    }

    /** True for names that Canyon or Redis use themselves: never broadcast, never joined. */
    public boolean isReserved() {
        return text.equals(PRESENCE_UPDATES) || (text.startsWith(REDIS_NOTIFICATIONS) && text.contains("@"));
    }

    /**
     * Where the first thing stands that makes the channel need authorization, -1 for a public channel. Later than at
     * the start, a prefix is probably missing in the configuration.
     */
    public int markAt() {
        return ChannelKind.markAt(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
