/**
 * Composition, start and stop. Uses everything and is used by nothing. Runs on the thread that deploys the application.
 */
@NullMarked
package canyon.boot;

import org.jspecify.annotations.NullMarked;
