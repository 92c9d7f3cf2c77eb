package canyon.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The prefixes that Laravel's Redis connection puts before channel names; from {@code canyon.redis.prefix}. */
public final class RedisPrefixes {
    /** The entry for names that carry no prefix. A prefix of exactly this text cannot be configured. */
    private static final String NONE = "none";

    private final String text;
    private final boolean unprefixed;
    private final List<RedisPrefix> literals;
    private final List<RedisPrefix> patterns;

    private RedisPrefixes(List<String> entries) {
        this.text = String.join(",", entries);
        this.unprefixed = entries.contains(NONE);
        List<RedisPrefix> prefixes = entries.stream()
                .filter(entry -> !entry.equals(NONE))
                .map(RedisPrefix::parse)
                .distinct()
                .toList();
        this.literals = prefixes.stream()
                .filter(RedisPrefix::isLiteral)
                .sorted(Comparator.comparingInt(
                                (RedisPrefix prefix) -> prefix.head().length())
                        .reversed())
                .toList();
        this.patterns = prefixes.stream().filter(prefix -> !prefix.isLiteral()).toList();
    }

    /**
     * Reads a comma-separated list of prefixes, with the word {@code none} for names without one.
     *
     * @throws IllegalArgumentException if an entry cannot be a prefix
     */
    public static RedisPrefixes parse(String list) {
        return new RedisPrefixes(Format.entries(list));
    }

    /** What is put before the names of keys that Canyon writes: the first literal, or nothing. */
    public String writtenPrefix() {
        return Arrays.stream(text.split(",", -1))
                .filter(entry -> !entry.equals(NONE) && !entry.contains("*"))
                .findFirst()
                .orElse("");
    }

    /**
     * The clients' name of a Redis channel. The longest literal wins over any pattern, then the pattern that takes
     * least.
     *
     * @return empty if the name carries none of the prefixes and names without prefix are not ours
     */
    public Optional<String> strip(String redisChannel) {
        for (RedisPrefix literal : literals) {
            int length = literal.length(redisChannel);
            if (length >= 0) {
                return Optional.of(redisChannel.substring(length));
            }
        }
        int shortest = -1;
        for (RedisPrefix pattern : patterns) {
            int length = pattern.length(redisChannel);
            if (length >= 0 && (shortest < 0 || length < shortest)) {
                shortest = length;
            }
        }
        if (shortest >= 0) {
            return Optional.of(redisChannel.substring(shortest));
        }
        return unprefixed ? Optional.of(redisChannel) : Optional.empty();
    }

    /** Whether none is a pattern, so that the names of a channel in Redis are known before anything is published. */
    public boolean areLiteral() {
        return patterns.isEmpty();
    }

    /** Under what names a channel of the clients is published in Redis; none of a pattern. */
    public List<String> redisNames(String channel) {
        return heads().map(head -> head + channel)
                .filter(name -> strip(name).filter(channel::equals).isPresent())
                .distinct()
                .toList();
    }

    /**
     * What the names in Redis of all channels begin with whose own names begin with one of {@code beginnings}; none
     * begins with another. Nothing of patterns.
     */
    public List<String> headsOf(List<String> beginnings) {
        List<String> all = heads().flatMap(head -> beginnings.stream().map(beginning -> head + beginning))
                .distinct()
                .toList();
        return all.stream()
                .filter(head -> all.stream().noneMatch(other -> !other.equals(head) && head.startsWith(other)))
                .toList();
    }

    /** For PSUBSCRIBE: all names that begin with {@code head}. */
    public static String patternUnder(String head) {
        return RedisPrefix.globOf(head) + "*";
    }

    private Stream<String> heads() {
        return Stream.concat(literals.stream().map(RedisPrefix::head), unprefixed ? Stream.of("") : Stream.empty());
    }

    /**
     * Patterns for PSUBSCRIBE that together hear every channel with one of the prefixes. No two of them match the same
     * name, because Redis delivers a message once for each pattern; so they may hear more than {@link #strip} accepts.
     */
    public List<String> subscribePatterns() {
        if (unprefixed) {
            return List.of("*");
        }
        List<RedisPrefix> all =
                Stream.concat(literals.stream(), patterns.stream()).toList();
        TreeSet<String> roots = new TreeSet<>();
        for (RedisPrefix prefix : all) {
            String head = prefix.head();
            if (all.stream()
                    .noneMatch(other -> other.head().length() < head.length() && head.startsWith(other.head()))) {
                roots.add(head);
            }
        }
        return roots.stream().map(root -> patternUnder(root, all)).toList();
    }

    private static String patternUnder(String root, List<RedisPrefix> all) {
        List<RedisPrefix> under =
                all.stream().filter(prefix -> prefix.head().startsWith(root)).toList();
        return under.size() == 1 ? under.get(0).glob() : patternUnder(root);
    }

    /** As written in the configuration. */
    @Override
    public String toString() {
        return text;
    }
}
