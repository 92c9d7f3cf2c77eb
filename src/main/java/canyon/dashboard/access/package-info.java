/**
 * Door: lets people in to the dashboard, and nobody else. Uses config, message. Called by container threads, many at
 * once.
 */
@NullMarked
package canyon.dashboard.access;

import org.jspecify.annotations.NullMarked;
