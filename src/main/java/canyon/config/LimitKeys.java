package canyon.config;

import java.time.Duration;

/** The keys of what clients, messages and requests may cost: all of {@code canyon.limits}. */
final class LimitKeys {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MIB = 1024 * 1024;

    static final Key<Integer> CONNECTIONS = new Key<>("canyon.limits.connections", "0", Format.integer(0, 10_000_000));
    static final Key<Integer> OUTBOX_BYTES =
            new Key<>("canyon.limits.outbox-bytes", "1048576", Format.integer(1024, 1024 * MIB));
    static final Key<Integer> CHANNELS_PER_CONNECTION =
            new Key<>("canyon.limits.channels-per-connection", "1000", Format.integer(1, 1_000_000));
    static final Key<Integer> CHANNEL_NAME_LENGTH =
            new Key<>("canyon.limits.channel-name-length", "200", Format.integer(1, 1000));
    static final Key<Integer> EVENT_NAME_LENGTH =
            new Key<>("canyon.limits.event-name-length", "200", Format.integer(1, 1000));
    static final Key<Integer> CHANNELS_PER_EVENT =
            new Key<>("canyon.limits.channels-per-event", "100", Format.integer(1, 10_000));
    static final Key<Integer> EVENT_PAYLOAD_BYTES =
            new Key<>("canyon.limits.event-payload-bytes", "102400", Format.integer(16, 128 * MIB));
    static final Key<Integer> BATCH_EVENTS = new Key<>("canyon.limits.batch-events", "10", Format.integer(1, 10_000));
    static final Key<Integer> PACKETS_PER_PAYLOAD =
            new Key<>("canyon.limits.packets-per-payload", "1000", Format.integer(1, 1_000_000));
    static final Key<Integer> HTTP_BODY_BYTES =
            new Key<>("canyon.limits.http-body-bytes", "1048576", Format.integer(1024, 128 * MIB));
    static final Key<Integer> REDIS_MESSAGE_BYTES =
            new Key<>("canyon.limits.redis-message-bytes", "8388608", Format.integer(1024, 512 * MIB));
    static final Key<Integer> INTAKE_BYTES =
            new Key<>("canyon.limits.intake-bytes", "16777216", Format.integer(1024, 1024 * MIB));
    static final Key<Integer> AUTH_BODY_BYTES =
            new Key<>("canyon.limits.auth-body-bytes", "1048576", Format.integer(1024, 128 * MIB));
    static final Key<Integer> PRESENCE_MEMBERS =
            new Key<>("canyon.limits.presence-members", "0", Format.integer(0, 1_000_000));
    static final Key<Integer> PRESENCE_MEMBER_BYTES =
            new Key<>("canyon.limits.presence-member-bytes", "8192", Format.integer(16, 16 * MIB));
    static final Key<Integer> CLIENT_EVENTS_PER_SECOND =
            new Key<>("canyon.limits.client-events-per-second", "100", Format.integer(0, 1_000_000));
    static final Key<Duration> WRITE_TIMEOUT =
            new Key<>("canyon.limits.write-timeout", "PT30S", Format.duration(SHORT, HOUR));

    private LimitKeys() {}
}
