/**
 * Canyon's health for MicroProfile Health, where the server has it. Uses ops. Called by the threads of the server;
 * nothing else may use this package, whose classes do not load everywhere.
 */
@NullMarked
package canyon.ops.health;

import org.jspecify.annotations.NullMarked;
