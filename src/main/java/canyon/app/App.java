package canyon.app;

import canyon.config.AppLimits;
import canyon.config.AppRules;
import canyon.config.AppSettings;
import canyon.config.Secret;
import canyon.message.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * One application that is served, as it is configured at this moment: ask the directory again for each new thing.
 *
 * @param scope keeps its channels, connections and users apart from those of other applications; empty for the default
 *     application, else the id
 */
public record App(String scope, AppSettings settings) {
    /** Scope of the default application, whatever its id is. */
    public static final String DEFAULT_SCOPE = "";

    /** Names it in paths of the HTTP API. */
    public String id() {
        return settings.id();
    }

    /** Public: clients send it. */
    public String key() {
        return settings.key();
    }

    public Secret secret() {
        return settings.secret();
    }

    /** Secret of laravel-echo-server's unsigned HTTP API; null means that nobody may use it. */
    public @Nullable Secret apiKey() {
        return settings.apiKey();
    }

    public AppRules rules() {
        return settings.rules();
    }

    public AppLimits limits() {
        return settings.limits();
    }

    /** A channel of this application. @throws IllegalArgumentException if no channel can have this name */
    public ChannelName channel(String name) {
        return new ChannelName(scope, name);
    }

    /** HMAC-SHA256 with the application's secret, in hexadecimal digits of lower case. */
    public String sign(String text) {
        return Signatures.hmac(secret(), text);
    }

    /** Whether {@code signature} is that of {@code text}. The time it takes tells nothing about the right one. */
    public boolean hasSigned(String text, String signature) {
        return Signatures.areEqual(sign(text), signature);
    }

    @Override
    public String toString() {
        return "application " + (id().isEmpty() ? "without a name" : id());
    }
}
