package canyon.api;

import java.time.Instant;
import java.util.function.IntSupplier;

/**
 * What the status route tells about this node.
 *
 * @param connectionCount clients that are connected now
 * @param started when Canyon began to serve
 */
public record ServerStatus(IntSupplier connectionCount, Instant started) {}
