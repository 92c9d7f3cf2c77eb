package canyon.config;

import java.time.Duration;

/**
 * What one application and its clients may cost. 0 means no limit where a count says so. Lengths count characters
 * (UTF-16 units).
 *
 * @param connections at once, 0 for no limit; over it Pusher clients are closed with 4100 and try again, Socket.IO
 *     handshakes are answered 503
 * @param connectionQuota at once, 0 for no limit; over it Pusher clients are closed with 4004 and give up
 * @param clientEventsPerSecond of one connection, 0 for no limit; over it an error 4301, for Socket.IO dropped
 * @param backendEventsPerSecond published over HTTP, 0 for no limit; over it 429
 * @param readRequestsPerSecond over HTTP, 0 for no limit; over it 429
 * @param channelNameLength over it a subscription is refused, 400 over HTTP
 * @param eventNameLength over it 400 over HTTP, an error for client events
 * @param channelsPerEvent over it 400
 * @param eventPayloadBytes of an event's data over HTTP, in UTF-8; over it 413
 * @param batchEvents in one request; over it 400
 * @param presenceMembers users in one presence channel, 0 for no limit; over it a subscription is refused
 * @param presenceMemberBytes of one user's description in UTF-8; over it a subscription is refused
 * @param messageBytes of one message from a Pusher client; over it close code 1009
 * @param activityTimeout silence after which client and server ask each other whether they are there
 * @param cacheTimeToLive how long a cache channel keeps its last event
 */
public record AppLimits(
        int connections,
        int connectionQuota,
        int clientEventsPerSecond,
        int backendEventsPerSecond,
        int readRequestsPerSecond,
        int channelNameLength,
        int eventNameLength,
        int channelsPerEvent,
        int eventPayloadBytes,
        int batchEvents,
        int presenceMembers,
        int presenceMemberBytes,
        int messageBytes,
        Duration activityTimeout,
        Duration cacheTimeToLive) {
    /** What holds where nothing is configured. */
    public static final AppLimits DEFAULT = new AppLimits(
            0,
            0,
            100,
            0,
            0,
            200,
            200,
            100,
            100 * 1024,
            10,
            0,
            8192,
            1_000_000,
            Duration.ofMinutes(2),
            Duration.ofHours(1));
}
