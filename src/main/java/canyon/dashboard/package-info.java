/**
 * Door of operators: what this node does, and what they may do with it, as JSON under {@code /dashboard/api}. Uses
 * dashboard.access, user, app, broker, channel, connection, redis, auth, metrics, message and config. Called by the
 * container's threads, which may wait for a database, the Laravel application or a self-test.
 */
@NullMarked
package canyon.dashboard;

import org.jspecify.annotations.NullMarked;
