/**
 * What a visitor sees: the demo page, with the real laravel-echo and socket.io-client, in Chromium.
 *
 * <p>Uses {@code canyon.support} and nothing of Canyon's own classes.
 *
 * <p>Called by the thread that runs the tests, which share one browser.
 */
@NullMarked
package canyon.browser;

import org.jspecify.annotations.NullMarked;
