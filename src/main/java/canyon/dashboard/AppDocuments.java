package canyon.dashboard;

import canyon.app.App;
import canyon.app.AppCatalog;
import canyon.app.AppCredentials;
import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.message.JsonText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How applications are shown: with the names that a file or a table has for their limits and rules. */
final class AppDocuments {
    private AppDocuments() {}

    static Document of(AppCatalog.Entry entry, int connections, int channels, AppUsage.Totals used) {
        App app = entry.app();
        return new Document()
                .put("id", app.id())
                .put("key", app.key())
                .put("enabled", app.rules().enabled())
                .put("source", entry.place().text())
                .put("limits", limits(app.limits()))
                .put("rules", rules(app.rules()))
                .put("connections", connections)
                .put("peakConnections", Math.max(connections, used.peakConnections()))
                .put("channels", channels)
                .put("messagesIn", used.messagesIn())
                .put("messagesOut", used.messagesOut())
                .put("apiCalls", used.apiCalls())
                .put("hasApiKey", app.apiKey() != null);
    }

    /** The only time that anybody sees them. */
    static Document credentials(AppCredentials credentials, String note) {
        return new Document()
                .put("id", credentials.id())
                .put("key", credentials.key())
                .put("secret", credentials.secret().reveal())
                .put(
                        "apiKey",
                        credentials.apiKey() == null
                                ? null
                                : credentials.apiKey().reveal())
                .put("note", note);
    }

    private static Document limits(AppLimits limits) {
        return new Document()
                .put("maxConnections", limits.connections())
                .put("connectionQuota", limits.connectionQuota())
                .put("maxClientEventsPerSecond", limits.clientEventsPerSecond())
                .put("maxBackendEventsPerSecond", limits.backendEventsPerSecond())
                .put("maxReadRequestsPerSecond", limits.readRequestsPerSecond())
                .put("maxChannelNameLength", limits.channelNameLength())
                .put("maxEventNameLength", limits.eventNameLength())
                .put("maxEventChannelsAtOnce", limits.channelsPerEvent())
                .put("maxEventPayloadBytes", limits.eventPayloadBytes())
                .put("maxEventBatchSize", limits.batchEvents())
                .put("maxPresenceMembersPerChannel", limits.presenceMembers())
                .put("maxPresenceMemberBytes", limits.presenceMemberBytes())
                .put("maxMessageBytes", limits.messageBytes())
                .put("activityTimeout", seconds(limits.activityTimeout()))
                .put("cacheTtl", seconds(limits.cacheTimeToLive()));
    }

    private static Document rules(AppRules rules) {
        return new Document()
                .put("tlsOnly", rules.tlsOnly())
                .put("enableClientMessages", rules.clientMessages())
                .put("enableUserAuthentication", rules.userAuthentication())
                .put("subscriptionCounts", rules.subscriptionCounts())
                .put("unauthorizedTimeout", seconds(rules.unauthorizedTimeout()))
                .put("origins", rules.origins() == null ? null : rules.origins().toString())
                .putTexts("hosts", rules.hosts().stream().sorted().toList());
    }

    private static JsonText seconds(@Nullable Duration duration) {
        return duration == null ? JsonText.NULL : new JsonText(String.valueOf(duration.toSeconds()));
    }
}
