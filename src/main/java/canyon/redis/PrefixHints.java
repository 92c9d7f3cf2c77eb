package canyon.redis;

import canyon.channel.ChannelRegistry;
import canyon.message.ChannelName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a prefix is probably missing in the configuration, the usual reason why events arrive and nobody hears
 * them. Looks only at channels without a subscriber, at each once in a minute, at most at so many; tells one prefix in
 * a minute and none twice. Not thread-safe: for the subscriber's thread.
 */
final class PrefixHints {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** Names looked at in one interval. */
    static final int LOOKED_AT_COUNT = 1000;

    /** Prefixes told ever. */
    static final int TOLD_COUNT = 100;

    /** Longer names are not looked at: the time it takes grows with the square. */
    static final int NAME_LENGTH = 300;

    private static final Logger LOG = System.getLogger(PrefixHints.class.getName());

    private final ChannelRegistry registry;
    private final LongSupplier ticker;
    private final OncePer round;
    private final OncePer telling;
    private final Set<String> lookedAt = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    PrefixHints(ChannelRegistry registry, LongSupplier ticker) {
        this.registry = registry;
        this.ticker = ticker;
        this.round = new OncePer(INTERVAL, ticker);
        this.telling = new OncePer(INTERVAL, ticker);
    }

    /** @param name {@code redisChannel} without the prefix that the configuration knows */
    void look(String redisChannel, ChannelName name) {
        if (registry.isOccupied(name) || told.size() >= TOLD_COUNT || redisChannel.length() > NAME_LENGTH) {
            return;
        }
        long now = ticker.getAsLong();
        if (round.due(now)) {
            round.done();
            lookedAt.clear();
        }
        if (!telling.due(now) || lookedAt.size() >= LOOKED_AT_COUNT || !lookedAt.add(redisChannel)) {
            return;
        }
        String probable = probableName(name);
        if (probable != null) {
            tell(redisChannel, redisChannel.substring(0, redisChannel.length() - probable.length()));
        }
    }

    private void tell(String redisChannel, String prefix) {
        if (told.add(prefix)) {
            telling.done();
            LOG.log(
                    Level.WARNING,
                    "events arrive on \"{0}\" and nobody listens: if \"{1}\" is the prefix of Laravel''s Redis"
                            + " connection, add \"{1}\" to canyon.redis.prefix",
                    redisChannel,
                    prefix);
        }
    }

    /** The name that clients probably know, or null. */
    private @Nullable String probableName(ChannelName name) {
        int mark = name.markAt();
        if (mark >= 0) {
            return mark == 0 ? null : name.text().substring(mark);
        }
        Optional<ChannelName> suffix = registry.occupiedSuffix(name);
        return suffix.map(ChannelName::text).orElse(null);
    }
}
