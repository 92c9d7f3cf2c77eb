package canyon.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One application as a file or a table describes it. Not thread-safe: make one for each application.
 *
 * <p>As in soketi -1 means no limit, where there need not be one.
 */
public final class AppEntry {
    private static final int KB = 1024;

    private final Map<AppField, String> texts;
    private final AppLimits defaults;
    private final List<String> problems = new ArrayList<>();

    private AppEntry(Map<AppField, String> texts, AppLimits defaults) {
        this.texts = texts;
        this.defaults = defaults;
    }

    /**
     * Reads one application.
     *
     * @param texts what is said about it; an empty text says nothing
     * @param defaults where nothing is said
     * @throws InvalidAppsException if anything is wrong, with all of it
     */
    public static AppSettings read(Map<AppField, String> texts, AppLimits defaults) throws InvalidAppsException {
        AppEntry entry = new AppEntry(texts, defaults);
        String id = entry.required(AppField.ID, AppKeys.ID);
        String key = entry.required(AppField.KEY, AppKeys.KEY);
        Secret secret = entry.required(AppField.SECRET, AppKeys.SECRET);
        Secret apiKey = entry.optional(AppField.API_KEY, AppKeys.API_KEY);
        AppRules rules = entry.rules();
        AppLimits limits = entry.limits();
        List<WebhookSettings> webhooks = entry.optional(AppField.WEBHOOKS, AppKeys.WEBHOOKS);
        if (!entry.problems.isEmpty() || id == null || key == null || secret == null) {
            throw new InvalidAppsException(entry.problems);
        }
        return new AppSettings(id, key, secret, apiKey, rules, limits, webhooks == null ? List.of() : webhooks);
    }

    /** The host names that {@code texts} tell of, in lower case; none if what it tells is wrong. */
    public static Set<String> hosts(Map<AppField, String> texts) {
        Set<String> hosts = new AppEntry(texts, AppLimits.DEFAULT).list(AppField.HOSTS, AppKeys.HOSTS);
        return hosts == null ? Set.of() : hosts;
    }

    private AppRules rules() {
        AppRules rules = AppRules.DEFAULT;
        Set<String> hosts = list(AppField.HOSTS, AppKeys.HOSTS);
        return new AppRules(
                flag(AppField.ENABLED, rules.enabled()),
                flag(AppField.TLS_ONLY, rules.tlsOnly()),
                flag(AppField.ENABLE_CLIENT_MESSAGES, rules.clientMessages()),
                flag(AppField.ENABLE_USER_AUTHENTICATION, rules.userAuthentication()),
                flag(AppField.SUBSCRIPTION_COUNTS, rules.subscriptionCounts()),
                unauthorizedTimeout(),
                list(AppField.ORIGINS, AppKeys.ORIGINS),
                hosts == null ? Set.of() : hosts);
    }

    private AppLimits limits() {
        return new AppLimits(
                count(AppField.MAX_CONNECTIONS, AppKeys.CONNECTIONS, defaults.connections()),
                count(AppField.CONNECTION_QUOTA, AppKeys.CONNECTION_QUOTA, defaults.connectionQuota()),
                count(
                        AppField.MAX_CLIENT_EVENTS_PER_SECOND,
                        LimitKeys.CLIENT_EVENTS_PER_SECOND,
                        defaults.clientEventsPerSecond()),
                count(
                        AppField.MAX_BACKEND_EVENTS_PER_SECOND,
                        AppKeys.BACKEND_EVENTS_PER_SECOND,
                        defaults.backendEventsPerSecond()),
                count(
                        AppField.MAX_READ_REQUESTS_PER_SECOND,
                        AppKeys.READ_REQUESTS_PER_SECOND,
                        defaults.readRequestsPerSecond()),
                count(AppField.MAX_CHANNEL_NAME_LENGTH, LimitKeys.CHANNEL_NAME_LENGTH, defaults.channelNameLength()),
                count(AppField.MAX_EVENT_NAME_LENGTH, LimitKeys.EVENT_NAME_LENGTH, defaults.eventNameLength()),
                count(AppField.MAX_EVENT_CHANNELS_AT_ONCE, LimitKeys.CHANNELS_PER_EVENT, defaults.channelsPerEvent()),
                bytes(
                        AppField.MAX_EVENT_PAYLOAD_IN_KB,
                        AppField.MAX_EVENT_PAYLOAD_BYTES,
                        LimitKeys.EVENT_PAYLOAD_BYTES,
                        defaults.eventPayloadBytes()),
                count(AppField.MAX_EVENT_BATCH_SIZE, LimitKeys.BATCH_EVENTS, defaults.batchEvents()),
                count(
                        AppField.MAX_PRESENCE_MEMBERS_PER_CHANNEL,
                        LimitKeys.PRESENCE_MEMBERS,
                        defaults.presenceMembers()),
                bytes(
                        AppField.MAX_PRESENCE_MEMBER_SIZE_IN_KB,
                        AppField.MAX_PRESENCE_MEMBER_BYTES,
                        LimitKeys.PRESENCE_MEMBER_BYTES,
                        defaults.presenceMemberBytes()),
                count(AppField.MAX_MESSAGE_BYTES, Keys.PUSHER_MAX_MESSAGE_BYTES, defaults.messageBytes()),
                duration(AppField.ACTIVITY_TIMEOUT, Keys.PUSHER_ACTIVITY_TIMEOUT, defaults.activityTimeout()),
                duration(AppField.CACHE_TTL, Keys.CACHE_TIME_TO_LIVE, defaults.cacheTimeToLive()));
    }

    private <T> @Nullable T required(AppField field, Key<T> key) {
        if (text(field).isEmpty()) {
            problems.add(field + " is missing");
        }
        return optional(field, key);
    }

    private <T> @Nullable T optional(AppField field, Key<T> key) {
        String text = text(field);
        return text.isEmpty() ? null : parsed(field, text, key.format());
    }

    private <T> @Nullable T list(AppField field, Key<T> key) {
        String text = text(field);
        try {
            text = JsonLists.commaSeparated(text);
        } catch (IllegalArgumentException e) {
            refuse(field, text, e, key.format());
            return null;
        }
        return text.isEmpty() ? null : parsed(field, text, key.format());
    }

    private boolean flag(AppField field, boolean fallback) {
        String text = text(field);
        Boolean flag = text.isEmpty() ? null : parsed(field, text, Format.flag());
        return flag == null ? fallback : flag;
    }

    private int count(AppField field, Key<Integer> key, int fallback) {
        String text = text(field);
        if (text.equals("-1") && key.format().accepts().test(0)) {
            return 0;
        }
        Integer count = text.isEmpty() ? null : parsed(field, text, key.format());
        return count == null ? fallback : count;
    }

    private int bytes(AppField inKb, AppField inBytes, Key<Integer> key, int fallback) {
        if (text(inKb).isEmpty() || !text(inBytes).isEmpty()) {
            return count(inBytes, key, fallback);
        }
        Format<Integer> kilobytes = new Format<>(
                "number of KiB that is, in bytes, a " + key.format().allowed(),
                AppEntry::kilobytes,
                key.format().accepts(),
                text -> text);
        Integer bytes = parsed(inKb, text(inKb), kilobytes);
        return bytes == null ? fallback : bytes;
    }

    private static Integer kilobytes(String text) {
        try {
            // What no int holds becomes the largest one, which is not allowed either.
            return (int) (Double.parseDouble(text) * KB);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number of KiB", e);
        }
    }

    private Duration duration(AppField field, Key<Duration> key, Duration fallback) {
        String text = text(field);
        Duration duration = text.isEmpty() ? null : parsed(field, text, seconds(key));
        return duration == null ? fallback : duration;
    }

    private @Nullable Duration unauthorizedTimeout() {
        String text = text(AppField.UNAUTHORIZED_TIMEOUT);
        return text.isEmpty() || text.equals("0") || text.equals("-1")
                ? null
                : parsed(AppField.UNAUTHORIZED_TIMEOUT, text, seconds(AppKeys.UNAUTHORIZED_TIMEOUT));
    }

    /** A number alone counts seconds. */
    private static Format<Duration> seconds(Key<Duration> key) {
        Format<Duration> format = key.format();
        return new Format<>(
                "seconds or " + format.allowed(),
                text -> format.parser().apply(text.matches("\\d+(?:\\.\\d+)?") ? "PT" + text + "S" : text),
                format.accepts(),
                format.shown());
    }

    private <T> @Nullable T parsed(AppField field, String text, Format<T> format) {
        try {
            return format.parse(text);
        } catch (IllegalArgumentException e) {
            refuse(field, text, e, format);
            return null;
        }
    }

    private void refuse(AppField field, String text, IllegalArgumentException reason, Format<?> format) {
        String shown = field.isSecret() ? Secret.MASK : text;
        problems.add(field + " = \"" + Reading.printable(shown) + "\": "
                + Reading.printable(String.valueOf(reason.getMessage())) + "; allowed: " + format.allowed());
    }

    private String text(AppField field) {
        return texts.getOrDefault(field, "").strip();
    }
}
