/**
 * Calls the application over HTTP. Uses auth and http. Safe for use from any thread; whoever calls waits, but no longer
 * than it is allowed to.
 */
@NullMarked
package canyon.auth.http;

import org.jspecify.annotations.NullMarked;
