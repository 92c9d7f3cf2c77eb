package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import canyon.support.CanyonServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WrongConfigurationIT {
    private static final String SOURCE = "SystemProperty, ordinal 400";

    @Test
    void everything_that_is_wrong_is_told_at_once_without_a_secret_and_nothing_is_deployed(@TempDir Path folder)
            throws IOException {
        Path soketi = Files.writeString(folder.resolve("soketi.json"), "{\n  \"debug\": tru,\n  \"x\": \"hunter4\"\n}");
        Map<String, String> wrong = Map.of(
                "canyon.import", soketi.toString(),
                "canyon.socketio.ping-interval", "soon",
                "canyon.limits.connections", "-1",
                "canyon.redis.url", "redis://laravel:hunter2@127.0.0.1:port",
                "canyon.origins", "shop.test/path",
                "canyon.app.id", "shop",
                "canyon.app.key", "a key",
                "canyon.app.secret", "hunter3",
                "canyon.fast-path", "perhaps",
                "canyon.limits.conections", "5");

        IllegalStateException refused =
                catchThrowableOfType(IllegalStateException.class, () -> CanyonServer.start(wrong));

        // Each server's MicroProfile Config has a name of its own for system properties.
        assertThat(String.valueOf(refused.getMessage())
                        .replaceAll("\\(from [^,()]+, ordinal 400\\)", "(from " + SOURCE + ")"))
                .startsWith("Canyon was not deployed")
                .contains("its configuration has 7 problems")
                .contains(told("canyon.redis.url", "***", "must hold, after any user:password@, a host"))
                .contains(told("canyon.app.key", "a key", "not allowed; allowed: 1 to 100 of letters"))
                .contains(told("canyon.origins", "shop.test/path", "\"shop.test/path\" is no origin"))
                .contains(told("canyon.socketio.ping-interval", "soon", "not an ISO 8601 duration"))
                .contains("allowed: duration, PT0.01S to PT1H")
                .contains(told("canyon.limits.connections", "-1", "not allowed; allowed: whole number"))
                .contains(told("canyon.fast-path", "perhaps", "neither on nor off; allowed: true or false"))
                .contains("soketi.json\" is no JSON from line 2, column")
                .contains("canyon.limits.conections (from " + SOURCE + ") is no setting of Canyon")
                .doesNotContain("hunter2", "hunter3", "hunter4");
    }

    private static String told(String key, String value, String reason) {
        return key + " = \"" + value + "\" (from " + SOURCE + "): " + reason;
    }
}
