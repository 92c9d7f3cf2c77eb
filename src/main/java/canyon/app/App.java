package canyon.app;

import canyon.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * One application that is served.
 *
 * @param id names it in paths of the HTTP API
 * @param key public: browsers send it
 * @param secret signs, never leaves the server
 * @param apiKey secret of laravel-echo-server's unsigned HTTP API; null means that nobody may use it
 */
public record App(
        String id, String key, Secret secret, @Nullable Secret apiKey) {}
