package canyon.config;

import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The keys of how this node works together with others. */
final class ClusterKeys {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    static final Key<String> NODE_ID = new Key<>("canyon.node.id", "", Format.name());
    static final Key<String> PREFIX = new Key<>(
            "canyon.cluster.prefix",
            "canyon:",
            Format.of("canyon, then up to 50 of letters, digits, _ - ., then a colon", Function.<String>identity())
                    .accepting(Pattern.compile("canyon[A-Za-z0-9_.-]{0,50}:").asMatchPredicate()));
    static final Key<Duration> TIMEOUT = new Key<>("canyon.cluster.timeout", "PT2S", Format.duration(SHORT, HOUR));
    static final Key<Integer> QUEUE = new Key<>("canyon.cluster.queue", "100000", Format.integer(100, 10_000_000));
    static final Key<Integer> QUEUE_BYTES =
            new Key<>("canyon.cluster.queue-bytes", "16777216", Format.integer(1024, 1024 * 1024 * 1024));
    static final Key<Boolean> SHARDED = new Key<>("canyon.cluster.sharded", "true", Format.flag());
    static final Key<Duration> LEASE = new Key<>("canyon.presence.lease", "PT30S", Format.duration(SECOND, HOUR));
    static final Key<Duration> GRACE = new Key<>("canyon.presence.grace", "PT0S", Format.duration(Duration.ZERO, HOUR));

    private ClusterKeys() {}
}
