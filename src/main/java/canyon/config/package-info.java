/**
 * What an administrator can set: one immutable {@link canyon.config.Settings} value, read once at start from
 * MicroProfile Config and JNDI, with everything that is wrong reported together. Uses nothing else of Canyon; Jakarta
 * EE only through MicroProfile Config and {@code javax.naming}. All values are immutable and safe from any thread;
 * reading happens on the thread that starts the application.
 */
@NullMarked
package canyon.config;

import org.jspecify.annotations.NullMarked;
