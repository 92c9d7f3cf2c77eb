package canyon.config;

import org.jspecify.annotations.Nullable;

/**
 * The one default application.
 *
 * @param id names the application in paths of the HTTP API
 * @param key public: browsers send it
 * @param secret signs, never leaves the server
 * @param apiKey secret of laravel-echo-server's unsigned HTTP API; null means that this API answers 403
 */
public record AppSettings(
        String id, String key, Secret secret, @Nullable Secret apiKey) {
    public AppSettings {
        Keys.APP_ID.require(id);
        Keys.APP_KEY.require(key);
    }
}
