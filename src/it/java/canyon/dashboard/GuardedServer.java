package canyon.dashboard;

import canyon.support.CanyonServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A Canyon whose dashboard has a password, started for the first test that asks for it.
 *
 * @param hash what it is configured with, made by the command of the documentation
 */
record GuardedServer(CanyonServer canyon, String hash) implements AutoCloseable {
    static final String PASSWORD = "correct horse € battery";
    static final String APP = "guarded";
    static final String API_KEY = "guarded-api-key";

    static final int WATCHERS = 3;

    /** Gives it to tests. */
    static final class Extension implements ParameterResolver {
        private static final Namespace NAMESPACE = Namespace.create(GuardedServer.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == GuardedServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(GuardedServer.class, key -> start(), GuardedServer.class);
        }
    }

    private static GuardedServer start() {
        try {
            String hash = hashOf(PASSWORD);
            return new GuardedServer(
                    CanyonServer.start(Map.of(
                            "canyon.admin.password",
                            hash,
                            "canyon.dashboard.watchers",
                            String.valueOf(WATCHERS),
                            "canyon.metrics.access",
                            "admin",
                            "canyon.app.id",
                            APP,
                            "canyon.app.key",
                            "guarded-key",
                            "canyon.app.secret",
                            "guarded-secret",
                            "canyon.app.api-key",
                            API_KEY)),
                    hash);
        } catch (IOException e) {
            throw new IllegalStateException("the server with a dashboard did not start", e);
        }
    }

    /** As an operator makes it, with the WAR and a JDK alone. */
    static String hashOf(String password) throws IOException {
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "canyon.war").toString(),
                        "canyon.config.HashPassword")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = command.getOutputStream()) {
            in.write((password + "\n").getBytes(StandardCharsets.UTF_8));
        }
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(command.getInputStream(), StandardCharsets.UTF_8))) {
            return String.valueOf(out.readLine());
        }
    }

    Operator operator() {
        return new Operator(canyon.http(), "127.0.0.1");
    }

    @Override
    public void close() {
        canyon.close();
    }
}
