/**
 * Door: the live stream of the dashboard. Uses activity, dashboard.access, dashboard.statistics, message. What happens
 * is handed over without a wait; one thread of its own tells the watchers.
 */
@NullMarked
package canyon.dashboard.live;

import org.jspecify.annotations.NullMarked;
