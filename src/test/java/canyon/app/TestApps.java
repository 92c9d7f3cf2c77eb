package canyon.app;

import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.AppSettings;
import canyon.config.Secret;
import java.time.Duration;
import java.util.List;

/** Applications of tests. */
public final class TestApps {
    /** The one of the examples in Pusher's documentation. */
    public static final String ID = "3";

    public static final String KEY = "278d425bdf160c739803";
    public static final String SECRET = "7ad3773142a6692b25b8";

    private TestApps() {}

    /** Alone, with this default application. */
    public static AppDirectory directory() {
        return directory(AppLimits.DEFAULT);
    }

    public static AppDirectory directory(AppLimits limits) {
        return directory(limits, AppRules.DEFAULT);
    }

    public static AppDirectory directory(AppLimits limits, AppRules rules) {
        return new ConfiguredApp(settings(limits, rules));
    }

    public static AppSettings settings(AppLimits limits, AppRules rules) {
        return new AppSettings(ID, KEY, new Secret(SECRET), null, rules, limits, List.of());
    }

    /**
     * Limits of an application.
     *
     * @param clientEvents of one connection in a second
     */
    public static AppLimits limits(int channelNameLength, int members, int memberBytes, int clientEvents) {
        AppLimits usual = AppLimits.DEFAULT;
        return new AppLimits(
                usual.connections(),
                usual.connectionQuota(),
                clientEvents,
                usual.backendEventsPerSecond(),
                usual.readRequestsPerSecond(),
                channelNameLength,
                usual.eventNameLength(),
                usual.channelsPerEvent(),
                usual.eventPayloadBytes(),
                usual.batchEvents(),
                members,
                memberBytes,
                usual.messageBytes(),
                usual.activityTimeout(),
                usual.cacheTimeToLive());
    }

    /** Limits of connections and of what they do. */
    public static AppLimits limits(int connections, int connectionQuota, int messageBytes, Duration activityTimeout) {
        AppLimits usual = AppLimits.DEFAULT;
        return new AppLimits(
                connections,
                connectionQuota,
                usual.clientEventsPerSecond(),
                usual.backendEventsPerSecond(),
                usual.readRequestsPerSecond(),
                usual.channelNameLength(),
                usual.eventNameLength(),
                usual.channelsPerEvent(),
                usual.eventPayloadBytes(),
                usual.batchEvents(),
                usual.presenceMembers(),
                usual.presenceMemberBytes(),
                messageBytes,
                activityTimeout,
                usual.cacheTimeToLive());
    }
}
