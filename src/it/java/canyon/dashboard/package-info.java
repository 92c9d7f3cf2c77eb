/**
 * The dashboard of the packaged WAR: who gets in, what is shown live, and what is remembered. Uses servers of its own,
 * because the shared one has no password.
 */
@NullMarked
package canyon.dashboard;

import org.jspecify.annotations.NullMarked;
