/**
 * Connects to this server as its clients do, through whatever proxy is in between, and says what that proxy lacks. Uses
 * app, message and config. A run blocks its thread for some seconds and has threads of its own meanwhile.
 */
@NullMarked
package canyon.dashboard.selftest;

import org.jspecify.annotations.NullMarked;
