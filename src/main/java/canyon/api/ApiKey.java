package canyon.api;

import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.config.Secret;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key that a request brought: header {@code Authorization} with or without {@code Bearer}, which wins, or the
 * query's {@code auth_key}.
 *
 * @param text empty if it brought none
 */
record ApiKey(String text) {
    private static final String BEARER = "Bearer ";

    /** Stands in for a key that does not exist, so that the answer takes as long. */
    private static final Secret NOBODYS = new Secret(UUID.randomUUID().toString());

    static ApiKey of(@Nullable String authorization, @Nullable String authKey) {
        if (authorization != null && !authorization.isBlank()) {
            boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
            return new ApiKey(bearer ? authorization.substring(BEARER.length()) : authorization);
        }
        return new ApiKey(authKey == null ? "" : authKey);
    }

    /** The application of that id, if this is its API key. The time it takes tells nothing about either. */
    Optional<App> opened(AppDirectory apps, @Nullable String appId) {
        Optional<App> app = apps.find(appId == null ? "" : appId);
        Secret key = app.map(App::apiKey).orElse(NOBODYS);
        return key.matches(text) ? app : Optional.empty();
    }

    @Override
    public String toString() {
        return Secret.MASK;
    }
}
