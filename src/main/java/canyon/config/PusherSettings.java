package canyon.config;

import java.time.Duration;

/**
 * How Pusher connections behave, in all applications.
 *
 * @param pongTimeout silence after a ping that ends a connection, with 4201
 * @param inactivityTimeout after which a connection that nothing but pings has used is closed, with 4202
 */
public record PusherSettings(Duration pongTimeout, Duration inactivityTimeout) {
    public PusherSettings {
        Keys.PUSHER_PONG_TIMEOUT.require(pongTimeout);
        Keys.PUSHER_INACTIVITY_TIMEOUT.require(inactivityTimeout);
    }
}
