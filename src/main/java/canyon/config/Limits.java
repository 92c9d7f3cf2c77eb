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
        Keys.LIMITS_CONNECTIONS.require(connections);
        Keys.LIMITS_OUTBOX_BYTES.require(outboxBytes);
        Keys.LIMITS_CHANNELS_PER_CONNECTION.require(channelsPerConnection);
        Keys.LIMITS_CHANNEL_NAME_LENGTH.require(channelNameLength);
        Keys.LIMITS_EVENT_NAME_LENGTH.require(eventNameLength);
        Keys.LIMITS_PACKETS_PER_PAYLOAD.require(packetsPerPayload);
        Keys.LIMITS_HTTP_BODY_BYTES.require(httpBodyBytes);
        Keys.LIMITS_REDIS_MESSAGE_BYTES.require(redisMessageBytes);
        Keys.LIMITS_INTAKE_BYTES.require(intakeBytes);
        Keys.LIMITS_AUTH_BODY_BYTES.require(authBodyBytes);
        Keys.LIMITS_PRESENCE_MEMBERS.require(presenceMembers);
        Keys.LIMITS_PRESENCE_MEMBER_BYTES.require(presenceMemberBytes);
        Keys.LIMITS_CLIENT_EVENTS_PER_SECOND.require(clientEventsPerSecond);
        Keys.LIMITS_WRITE_TIMEOUT.require(writeTimeout);
    }
}
