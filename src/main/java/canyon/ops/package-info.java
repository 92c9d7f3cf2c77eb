/**
 * The door for operators' tools: metrics for Prometheus, and whether the node lives, has started and is ready. Uses
 * what it tells of: activity, app, channel, connection, metrics, redis; and config, transport. Safe for use from any
 * thread.
 */
@NullMarked
package canyon.ops;

import org.jspecify.annotations.NullMarked;
