package canyon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the default application may do and cost, and where others come from. */
final class AppsReading {
    private final Reading reading;
    private final AppLimits common;
    private final AppRules rules;
    private final AppLimits limits;
    private final List<WebhookSettings> webhooks;
    private final Imports imports;

    /** @param server of which some limits are those of each application */
    AppsReading(Reading reading, Limits server, Imports imports) {
        this.reading = reading;
        this.imports = imports;
        common = common(server);
        rules = rules();
        limits = limits();
        webhooks = reading.optional(AppKeys.WEBHOOKS).orElse(List.of());
    }

    /** The default application; null if it has no name. */
    @Nullable
    AppSettings app(boolean dev) {
        return new AppReading(reading, rules, limits, webhooks).app(dev);
    }

    /** @param app the default application; null if it has no name */
    AppsSettings apps(@Nullable AppSettings app) {
        if (app == null && !webhooks.isEmpty()) {
            reading.warning(AppKeys.WEBHOOKS + " does nothing without " + AppKeys.ID);
        }
        AppSettings standard = app == null ? AppSettings.unnamed(rules, limits) : app;
        AppsFile.Content file = file(standard);
        List<ImportedApp> imported = imports.apps(common, reading);
        new ImportedNames(reading).check(standard, file == null ? List.of() : file.apps(), imported);
        return new AppsSettings(standard, common, file, table(), imported);
    }

    private AppLimits common(Limits server) {
        return new AppLimits(
                0,
                0,
                server.clientEventsPerSecond(),
                0,
                0,
                server.channelNameLength(),
                server.eventNameLength(),
                reading.value(LimitKeys.CHANNELS_PER_EVENT),
                reading.value(LimitKeys.EVENT_PAYLOAD_BYTES),
                reading.value(LimitKeys.BATCH_EVENTS),
                server.presenceMembers(),
                server.presenceMemberBytes(),
                reading.value(Keys.PUSHER_MAX_MESSAGE_BYTES),
                reading.value(Keys.PUSHER_ACTIVITY_TIMEOUT),
                reading.value(Keys.CACHE_TIME_TO_LIVE));
    }

    /** The common ones, and those that only an application can have. */
    private AppLimits limits() {
        return new AppLimits(
                reading.value(AppKeys.CONNECTIONS),
                reading.value(AppKeys.CONNECTION_QUOTA),
                common.clientEventsPerSecond(),
                reading.value(AppKeys.BACKEND_EVENTS_PER_SECOND),
                reading.value(AppKeys.READ_REQUESTS_PER_SECOND),
                common.channelNameLength(),
                common.eventNameLength(),
                common.channelsPerEvent(),
                common.eventPayloadBytes(),
                common.batchEvents(),
                common.presenceMembers(),
                common.presenceMemberBytes(),
                common.messageBytes(),
                common.activityTimeout(),
                common.cacheTimeToLive());
    }

    private AppRules rules() {
        return new AppRules(
                reading.value(AppKeys.ENABLED),
                reading.value(AppKeys.TLS_ONLY),
                reading.value(AppKeys.CLIENT_MESSAGES),
                reading.value(AppKeys.USER_AUTHENTICATION),
                reading.value(AppKeys.SUBSCRIPTION_COUNTS),
                reading.optional(AppKeys.UNAUTHORIZED_TIMEOUT).orElse(null),
                reading.optional(AppKeys.ORIGINS).orElse(null),
                reading.optional(AppKeys.HOSTS).orElse(Set.of()));
    }

    /** Reads the file too, so that all that is wrong is told together. */
    private AppsFile.@Nullable Content file(AppSettings standard) {
        Optional<Path> path = reading.optional(AppKeys.FILE);
        if (path.isEmpty()) {
            return null;
        }
        try {
            AppsFile.Content content = new AppsFile(path.get(), common).read();
            content.warnings().forEach(reading::warning);
            content.apps().stream()
                    .filter(app -> app.id().equals(standard.id()) || app.key().equals(standard.key()))
                    .forEach(app -> reading.warning(AppKeys.FILE + ": the default application hides application "
                            + app.id() + ", which has the same id or key"));
            return content;
        } catch (InvalidAppsException e) {
            e.problems().forEach(reading::problem);
            return null;
        }
    }

    private @Nullable TableSettings table() {
        String table = reading.value(AppKeys.TABLE);
        TableSettings settings = new TableSettings(
                reading.optional(AppKeys.DATASOURCE).orElse(""),
                table,
                reading.value(AppKeys.CACHE_TIME_TO_LIVE),
                reading.value(AppKeys.CACHE_ENTRIES));
        return settings.dataSource().isEmpty() ? null : settings;
    }
}
