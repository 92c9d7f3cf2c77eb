package canyon.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the default application together: all of it or nothing, in development mode with ready-made parts. */
final class AppReading {
    private static final String DEV_ID = "canyon";
    private static final String DEV_KEY = "canyon-key";
    private static final Secret DEV_SECRET = new Secret("canyon-secret");
    private static final Secret DEV_API_KEY = new Secret("canyon-api-key");

    private final Reading reading;
    private final AppRules rules;
    private final AppLimits limits;
    private final List<WebhookSettings> webhooks;

    AppReading(Reading reading, AppRules rules, AppLimits limits, List<WebhookSettings> webhooks) {
        this.reading = reading;
        this.rules = rules;
        this.limits = limits;
        this.webhooks = webhooks;
    }

    /** Null if none is configured, or if it cannot be put together, which is then noted. */
    @Nullable
    AppSettings app(boolean dev) {
        Optional<String> id = reading.optional(AppKeys.ID);
        Optional<String> key = reading.optional(AppKeys.KEY);
        Optional<Secret> secret = reading.optional(AppKeys.SECRET);
        Optional<Secret> apiKey = reading.optional(AppKeys.API_KEY);
        if (dev) {
            return app(id.orElse(DEV_ID), key.orElse(DEV_KEY), secret.orElse(DEV_SECRET), apiKey.orElse(DEV_API_KEY));
        }
        warnOfWellKnown(AppKeys.SECRET, secret, DEV_SECRET);
        warnOfWellKnown(AppKeys.API_KEY, apiKey, DEV_API_KEY);
        noteMissing();
        return id.isPresent() && key.isPresent() && secret.isPresent()
                ? app(id.get(), key.get(), secret.get(), apiKey.orElse(null))
                : null;
    }

    private AppSettings app(String id, String key, Secret secret, @Nullable Secret apiKey) {
        return new AppSettings(id, key, secret, apiKey, rules, limits, webhooks);
    }

    private void warnOfWellKnown(Key<Secret> key, Optional<Secret> given, Secret wellKnown) {
        if (given.filter(wellKnown::equals).isPresent() && !reading.isWrong(Keys.DEV)) {
            reading.warning(key + " is the one of development mode, which everybody knows");
        }
    }

    private void noteMissing() {
        List<Key<?>> given = Stream.<Key<?>>of(AppKeys.ID, AppKeys.KEY, AppKeys.SECRET, AppKeys.API_KEY)
                .filter(reading::isGiven)
                .toList();
        List<Key<?>> missing = Stream.<Key<?>>of(AppKeys.ID, AppKeys.KEY, AppKeys.SECRET)
                .filter(key -> !reading.isGiven(key))
                .toList();
        // If canyon.dev itself is wrong it may have been meant to be true, and then nothing is missing.
        if (!given.isEmpty() && !missing.isEmpty() && !reading.isWrong(Keys.DEV)) {
            reading.problem(
                    names(missing) + (missing.size() == 1 ? " is" : " are") + " missing: an application needs id,"
                            + " key and secret, or none of them, and given is " + names(given));
        }
    }

    private static String names(List<Key<?>> keys) {
        return keys.stream().map(Key::name).collect(Collectors.joining(", "));
    }
}
