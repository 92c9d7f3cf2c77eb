/**
 * What happens on this node, for people who watch it. Uses nothing of Canyon, so that every room may report to it. Safe
 * for use from any thread.
 */
@NullMarked
package canyon.activity;

import org.jspecify.annotations.NullMarked;
