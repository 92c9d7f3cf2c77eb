/**
 * Door: what was, second by second for an hour, minute by minute for a day, and in a database for as long as somebody
 * wants. Uses config, message, dashboard.access. Sampled by a scheduler, written by a thread of its own, read by
 * container threads.
 */
@NullMarked
package canyon.dashboard.statistics;

import org.jspecify.annotations.NullMarked;
