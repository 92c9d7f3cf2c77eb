package canyon.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file or a table may say about an application, under the names of soketi, in camel, Pascal or snake case and
 * also in capitals, as some databases write their columns.
 */
public enum AppField {
    ID("id", "appId"),
    KEY("key", "appKey"),
    SECRET("secret", "appSecret"),
    API_KEY("apiKey"),
    MAX_CONNECTIONS("maxConnections"),
    CONNECTION_QUOTA("connectionQuota"),
    MAX_CLIENT_EVENTS_PER_SECOND("maxClientEventsPerSecond", "maxClientEventsPerSec"),
    MAX_BACKEND_EVENTS_PER_SECOND("maxBackendEventsPerSecond", "maxBackendEventsPerSec"),
    MAX_READ_REQUESTS_PER_SECOND("maxReadRequestsPerSecond", "maxReadReqPerSec"),
    MAX_CHANNEL_NAME_LENGTH("maxChannelNameLength"),
    MAX_EVENT_NAME_LENGTH("maxEventNameLength"),
    MAX_EVENT_CHANNELS_AT_ONCE("maxEventChannelsAtOnce"),
    MAX_EVENT_PAYLOAD_IN_KB("maxEventPayloadInKb"),
    MAX_EVENT_PAYLOAD_BYTES("maxEventPayloadBytes"),
    MAX_EVENT_BATCH_SIZE("maxEventBatchSize"),
    MAX_PRESENCE_MEMBERS_PER_CHANNEL("maxPresenceMembersPerChannel"),
    MAX_PRESENCE_MEMBER_SIZE_IN_KB("maxPresenceMemberSizeInKb"),
    MAX_PRESENCE_MEMBER_BYTES("maxPresenceMemberBytes"),
    MAX_MESSAGE_BYTES("maxMessageBytes"),
    ACTIVITY_TIMEOUT("activityTimeout"),
    CACHE_TTL("cacheTtl"),
    UNAUTHORIZED_TIMEOUT("unauthorizedTimeout"),
    ENABLED("enabled"),
    TLS_ONLY("tlsOnly"),
    ENABLE_CLIENT_MESSAGES("enableClientMessages"),
    ENABLE_USER_AUTHENTICATION("enableUserAuthentication"),
    SUBSCRIPTION_COUNTS("subscriptionCounts"),
    ORIGINS("origins"),
    HOSTS("hosts"),
    WEBHOOKS("webhooks");

    private static final Map<String, AppField> BY_NAME = Arrays.stream(values())
            .flatMap(field ->
                    Stream.of(field.name, field.shortName).distinct().map(name -> Map.entry(normal(name), field)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String name;
    private final String shortName;

    AppField(String name) {
        this(name, name);
    }

    /** @param shortName that means the same */
    AppField(String name, String shortName) {
        this.name = name;
        this.shortName = shortName;
    }

    /** The field that is meant by a name in a file or by a column; empty if none is. */
    public static Optional<AppField> named(String name) {
        return Optional.ofNullable(BY_NAME.get(normal(name)));
    }

    /** Whether it is or may hold what nobody may see. */
    boolean isSecret() {
        return this == SECRET || this == API_KEY || this == WEBHOOKS;
    }

    /** Whether it is either on or off. */
    public boolean isFlag() {
        return switch (this) {
            case ENABLED, TLS_ONLY, ENABLE_CLIENT_MESSAGES, ENABLE_USER_AUTHENTICATION, SUBSCRIPTION_COUNTS -> true;
            default -> false;
        };
    }

    /** In camel case. */
    @Override
    public String toString() {
        return name;
    }

    /** One text for all ways to write a name. */
    static String normal(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
