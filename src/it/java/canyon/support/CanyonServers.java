package canyon.support;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the Canyon, its Redis and its Laravel application, that all of them share: started for the first test
 * that asks, stopped after the last one. A test that stops one of them starts it again. The Laravel application is as
 * fresh for each test that asks for it.
 *
 * <p>It runs as in production, with one application of its own, and others in a file.
 */
public final class CanyonServers implements ParameterResolver {
    public static final String APP_ID = "it-app";
    public static final String APP_KEY = "it-key";
    public static final String APP_SECRET = "it-secret";
    public static final String API_KEY = "it-api-key";

    /** Of the other applications; whoever changes it changes it back. */
    public static final Path APPS_FILE = Path.of("target", "it", "apps.json").toAbsolutePath();

    private static final Path APPS = Path.of("src", "it", "resources", "apps.json");
    private static final Namespace NAMESPACE = Namespace.create(CanyonServers.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == CanyonServer.class || type == RedisServerFixture.class || type == LaravelApp.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == LaravelApp.class) {
            shared.app.reset();
            return shared.app;
        }
        return type == CanyonServer.class ? shared.canyon : shared.redis;
    }

    private record Shared(RedisServerFixture redis, LaravelApp app, CanyonServer canyon) implements AutoCloseable {
        static Shared start() {
            try {
                RedisServerFixture redis = RedisServerFixture.start();
                LaravelApp app = LaravelApp.start();
                Files.createDirectories(APPS_FILE.getParent());
                Files.copy(APPS, APPS_FILE, StandardCopyOption.REPLACE_EXISTING);
                return new Shared(
                        redis,
                        app,
                        CanyonServer.start(Map.ofEntries(
                                entry("canyon.redis.url", redis.uri().toString()),
                                entry("canyon.auth.host", app.uri().toString()),
                                entry("canyon.presence.members-key", "true"),
                                entry("canyon.presence.publish", "true"),
                                entry("canyon.app.id", APP_ID),
                                entry("canyon.app.key", APP_KEY),
                                entry("canyon.app.secret", APP_SECRET),
                                entry("canyon.app.api-key", API_KEY),
                                entry("canyon.apps.file", APPS_FILE.toString()),
                                entry("canyon.fan-out.warm-up", "PT3S"),
                                entry("canyon.pusher.pong-timeout", "PT2S"))));
            } catch (IOException e) {
                throw new IllegalStateException("the servers for the integration tests did not start", e);
            }
        }

        @Override
        public void close() throws IOException {
            try (redis;
                    app;
                    canyon) {
                // Canyon first, then what it uses.
            }
        }
    }
}
