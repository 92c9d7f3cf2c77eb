package canyon.config;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One application.
 *
 * @param id names the application in paths of the HTTP API
 * @param key public: browsers send it
 * @param secret signs, never leaves the server
 * @param apiKey secret of laravel-echo-server's unsigned HTTP API; null means that this API answers 403
 * @param rules what its clients may do
 * @param limits what it may cost
 * @param webhooks who is told what happens in it
 */
public record AppSettings(
        String id,
        String key,
        Secret secret,
        @Nullable Secret apiKey,
        AppRules rules,
        AppLimits limits,
        List<WebhookSettings> webhooks) {
    public AppSettings {
        if (!id.isEmpty() || !key.isEmpty()) {
            AppKeys.ID.require(id);
            AppKeys.KEY.require(key);
        }
        webhooks = List.copyOf(webhooks);
    }

    /** An application of which nothing but its names is configured. */
    public AppSettings(String id, String key, Secret secret, @Nullable Secret apiKey) {
        this(id, key, secret, apiKey, AppRules.DEFAULT, AppLimits.DEFAULT, List.of());
    }

    /** One that nobody can name: its clients come by Socket.IO and its events from Redis. */
    public static AppSettings unnamed(AppRules rules, AppLimits limits) {
        return new AppSettings("", "", new Secret(UUID.randomUUID().toString()), null, rules, limits, List.of());
    }
}
