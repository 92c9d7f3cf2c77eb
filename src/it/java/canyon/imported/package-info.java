/** Canyon with the configuration of other broadcast servers, and with clients and publishers as those have them. */
@NullMarked
package canyon.imported;

import org.jspecify.annotations.NullMarked;
