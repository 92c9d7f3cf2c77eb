/**
 * The door for HTTP: what laravel-echo-server's API answers under {@code /apps}, with its authentication and its error
 * bodies. Uses app, broker, config and message; its collaborators are injected. Resources are made for each request and
 * run on the container's threads; publishing may wait there.
 */
@NullMarked
package canyon.api;

import org.jspecify.annotations.NullMarked;
