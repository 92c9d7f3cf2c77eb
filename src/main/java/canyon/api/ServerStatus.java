package canyon.api;

import java.time.Instant;
import java.util.function.ToIntFunction;

/**
 * What the status route tells about this node.
 *
 * @param connectionCount clients of an application that are connected now, by its scope
 * @param started when Canyon began to serve
 */
public record ServerStatus(ToIntFunction<String> connectionCount, Instant started) {}
