/**
 * Reads the configuration of other broadcast servers and says it in Canyon's keys: files of laravel-echo-server and
 * soketi, Laravel's {@code .env}, variables of the environment. Uses nothing else of Canyon; knows keys by their names
 * alone, so that {@code config} checks what they may hold. All results are immutable; reading happens on the thread
 * that starts the application.
 */
@NullMarked
package canyon.config.imported;

import org.jspecify.annotations.NullMarked;
