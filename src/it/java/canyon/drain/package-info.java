/** Taking Canyon out of service on a real server, among clients. */
@NullMarked
package canyon.drain;

import org.jspecify.annotations.NullMarked;
