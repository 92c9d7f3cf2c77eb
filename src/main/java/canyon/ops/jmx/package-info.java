/**
 * What a JMX client sees of Canyon and may do to it. Uses ops and what it tells of: app, channel, connection, message,
 * metrics, redis. Called by the threads of the JMX server.
 */
@NullMarked
package canyon.ops.jmx;

import org.jspecify.annotations.NullMarked;
