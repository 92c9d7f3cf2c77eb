package canyon.transport.pusher;

import canyon.config.Origins;
import java.time.Duration;

/**
 * How Pusher's clients are served, whichever their application is.
 *
 * @param origins of pages that may connect, where the application names none
 * @param pongTimeout after which a client that did not answer a ping is given up
 * @param inactivityTimeout after which a client that listens to nothing and says nothing but pings is closed
 * @param outboxBytes that may wait for a client; over it the client is closed as too slow
 * @param writeTimeout for one write; over it the client is closed as too slow
 */
public record PusherSettings(
        Origins origins, Duration pongTimeout, Duration inactivityTimeout, int outboxBytes, Duration writeTimeout) {}
