/**
 * May this client join: what the Laravel application is asked, and what its answer means. Uses config, metrics and
 * message. Calls block, and so run on threads of their own, never on those of a container's connections.
 */
@NullMarked
package canyon.auth;

import org.jspecify.annotations.NullMarked;
