package canyon.config;

import java.time.Duration;

/**
 * What clients, Laravel and Redis may cost the server. Lengths count characters (UTF-16 units).
 *
 * @param connections at once, 0 means no limit; over it the handshake is answered 503
 * @param outboxBytes that may wait for one client; over it the client is closed as too slow
 * @param channelsPerConnection that one client may join; over it {@code subscription_error} 429
 * @param channelNameLength of what a client joins; over it {@code subscription_error} 400
 * @param eventNameLength of what is published; over it dropped and counted
 * @param packetsPerPayload in one polling body; over it the session closes
 * @param httpBodyBytes of one request to the HTTP API; over it 413
 * @param redisMessageBytes of one message from Redis; over it dropped and counted
 * @param intakeBytes of published messages that wait for fan-out; over it publishers wait. Never less than one message
 *     of Redis or of the HTTP API, which could otherwise never enter
 * @param authBodyBytes of what the application answers about one subscription; over it {@code subscription_error} 413
 * @param presenceMembers users in one presence channel, 0 means no limit; over it {@code subscription_error} 413
 * @param presenceMemberBytes of one user's description; over it {@code subscription_error} 413
 * @param clientEventsPerSecond of one connection, 0 means no limit; over it dropped and counted
 * @param writeTimeout one write to a client that is not complete by then closes it as too slow
 */
public record Limits(
        int connections,
        int outboxBytes,
        int channelsPerConnection,
        int channelNameLength,
        int eventNameLength,
        int packetsPerPayload,
        int httpBodyBytes,
        int redisMessageBytes,
        int intakeBytes,
        int authBodyBytes,
        int presenceMembers,
        int presenceMemberBytes,
        int clientEventsPerSecond,
        Duration writeTimeout) {
    public Limits {
        LimitKeys.CONNECTIONS.require(connections);
        LimitKeys.OUTBOX_BYTES.require(outboxBytes);
        LimitKeys.CHANNELS_PER_CONNECTION.require(channelsPerConnection);
        LimitKeys.CHANNEL_NAME_LENGTH.require(channelNameLength);
        LimitKeys.EVENT_NAME_LENGTH.require(eventNameLength);
        LimitKeys.PACKETS_PER_PAYLOAD.require(packetsPerPayload);
        LimitKeys.HTTP_BODY_BYTES.require(httpBodyBytes);
        LimitKeys.REDIS_MESSAGE_BYTES.require(redisMessageBytes);
        LimitKeys.INTAKE_BYTES.require(intakeBytes);
        LimitKeys.AUTH_BODY_BYTES.require(authBodyBytes);
        LimitKeys.PRESENCE_MEMBERS.require(presenceMembers);
        LimitKeys.PRESENCE_MEMBER_BYTES.require(presenceMemberBytes);
        LimitKeys.CLIENT_EVENTS_PER_SECOND.require(clientEventsPerSecond);
        LimitKeys.WRITE_TIMEOUT.require(writeTimeout);
    }
}
