/** Lines that developers copy into Laravel Echo and Laravel to use this server. Uses app. Immutable and stateless. */
@NullMarked
package canyon.dashboard.snippets;

import org.jspecify.annotations.NullMarked;
