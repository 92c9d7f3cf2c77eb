package canyon.message;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a channel, and the application that it belongs to: channels of the same name in two applications are two.
 *
 * @param app the application's scope, empty for the default application; never shown to clients
 * @param text the name as clients know it, without a Redis prefix: at least one character and no control characters;
 *     how long it may be is a limit of the application
 */
public record ChannelName(String app, String text) {
    /** Where laravel-echo-server published member lists; a client that joined it would receive them. */
    public static final String PRESENCE_UPDATES = "PresenceChannelUpdated";

    /** Keyspace and keyevent notifications of Redis. */
    private static final String REDIS_NOTIFICATIONS = "__key";

    /** Whoever is signed in as the user whose id follows, and nobody else (Pusher's server-to-user events). */
    private static final String SERVER_TO_USER = "#server-to-user-";

    /** What nodes tell each other, whatever canyon.cluster.prefix is. */
    private static final Pattern BETWEEN_NODES = Pattern.compile("canyon[A-Za-z0-9_.-]*:");

    private static final String ENCRYPTED = "private-encrypted-";

    /** What the names of cache channels begin with. */
    public static final List<String> CACHE =
            List.of("cache-", "private-cache-", "private-encrypted-cache-", "presence-cache-");

    /** Of Pusher's "Channel naming conventions". */
    private static final Pattern PUSHER = Pattern.compile("#?[-a-zA-Z0-9_=@,.;]+");

    /** A channel of the default application. */
    public ChannelName(String text) {
        this("", text);
    }

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

    /** Whether it has only characters that Pusher's libraries accept. */
    public static boolean isOfPusher(String text) {
        return PUSHER.matcher(text).matches();
    }

    /** Only those who share a key with the publisher can read its events; a server just routes them. */
    public boolean isEncrypted() {
        return text.startsWith(ENCRYPTED);
    }

    /** Whoever joins it gets its last event at once. */
    public boolean isCache() {
        for (String prefix : CACHE) {
            if (text.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The user whose connections alone may join it. */
    public Optional<String> user() {
        return text.startsWith(SERVER_TO_USER)
                ? Optional.of(text.substring(SERVER_TO_USER.length()))
                : Optional.empty();
    }

    /** The channel on which this user's connections hear the application. */
    public static ChannelName ofUser(String app, String userId) {
        return new ChannelName(app, SERVER_TO_USER + userId);
    }

    /** True for names that Canyon or Redis use themselves: never broadcast, never joined. */
    public boolean isReserved() {
        return text.equals(PRESENCE_UPDATES)
                || (text.startsWith(REDIS_NOTIFICATIONS) && text.contains("@"))
                || isBetweenNodes(text);
    }

    /** Whether a channel in Redis of this name is the nodes' own. */
    public static boolean isBetweenNodes(String text) {
        return text.startsWith("canyon") && BETWEEN_NODES.matcher(text).lookingAt();
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
