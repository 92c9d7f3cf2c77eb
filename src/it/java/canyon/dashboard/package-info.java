/** Canyon's dashboard of the packaged WAR, asked over HTTP while real clients are connected. */
@NullMarked
package canyon.dashboard;

import org.jspecify.annotations.NullMarked;
