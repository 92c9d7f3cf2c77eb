/**
 * Where applications come from: the default one, a file, and a table of a database. Uses app and config, JDBC and JNDI
 * of the JDK. Safe for use from any thread, has none of its own; lookups may wait for the file or the database.
 */
@NullMarked
package canyon.app.source;

import org.jspecify.annotations.NullMarked;
