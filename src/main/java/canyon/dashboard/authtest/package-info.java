/**
 * What an answer to an authorization means and what to do about it. Uses auth, app, message and config. Immutable and
 * stateless.
 */
@NullMarked
package canyon.dashboard.authtest;

import org.jspecify.annotations.NullMarked;
