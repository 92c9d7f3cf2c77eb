package canyon.dashboard;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What does not change on this node while it runs.
 *
 * @param id tells nodes apart
 * @param version of Canyon
 * @param started when it began to serve
 * @param writer by which WebSockets are written to; null before the first one came
 */
public record NodeFacts(String id, String version, Instant started, Supplier<@Nullable String> writer) {}
