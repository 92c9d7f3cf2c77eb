/** The applications that are served, with their keys. Uses config. Immutable, safe for use from any thread. */
@NullMarked
package canyon.app;

import org.jspecify.annotations.NullMarked;
