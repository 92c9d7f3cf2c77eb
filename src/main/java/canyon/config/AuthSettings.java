package canyon.config;

import java.time.Duration;

/**
 * How the Laravel application is asked who may join a channel.
 *
 * @param endpoint path that is added to a host
 * @param timeout of one call; after it the client hears {@code subscription_error} 0
 * @param tlsVerify whether the application's certificate must be valid
 * @param lenient whether an answer 200 admits even if it is an HTML page, as in laravel-echo-server
 * @param trace whether each call leaves a line in the log
 * @param standIn whether Canyon answers in place of an application: in development mode, while no host is configured
 */
public record AuthSettings(
        AuthHosts hosts,
        String endpoint,
        Duration timeout,
        boolean tlsVerify,
        boolean lenient,
        boolean trace,
        boolean standIn,
        AuthLoad load) {
    public AuthSettings {
        Keys.AUTH_TIMEOUT.require(timeout);
    }

    /**
     * How much of it may be going on.
     *
     * @param concurrency calls at once
     * @param queue calls that wait; over it {@code subscription_error} 503
     * @param perConnection calls of one client at once, waiting or not, so that it does not keep others out; its
     *     further ones wait for these
     */
    public record AuthLoad(int concurrency, int queue, int perConnection) {
        public AuthLoad {
            Keys.AUTH_CONCURRENCY.require(concurrency);
            Keys.AUTH_QUEUE.require(queue);
            Keys.AUTH_PER_CONNECTION.require(perConnection);
        }
    }
}
