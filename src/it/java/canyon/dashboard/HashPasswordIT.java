package canyon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.PasswordHash;
import canyon.config.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command of the documentation, as an operator types it: with the WAR and a JDK alone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class HashPasswordIT {
    private record Ended(int status, String output, String errors) {}

    @ParameterizedTest
    @ValueSource(strings = {"correct horse, € and 🐎", " with blanks ", "x"})
    void a_line_of_the_input_becomes_a_hash_that_canyon_takes(String password) throws Exception {
        Ended command = run(password + "\nno part of it\n");

        assertThat(command.errors()).isEmpty();
        assertThat(command.status()).isZero();
        assertThat(command.output()).matches("PBKDF2WithHmacSHA256:600000:[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=\\R");
        PasswordHash hash = PasswordHash.parse(new Secret(command.output().strip()));
        assertThat(hash.matches(password)).isTrue();
        assertThat(hash.matches(password + "!")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void nothing_is_no_password(String input) throws Exception {
        Ended command = run(input);

        assertThat(command).isEqualTo(new Ended(1, "", "The password must not be empty\n"));
    }

    @Test
    void a_password_that_everybody_on_the_machine_could_read_is_not_taken() throws Exception {
        Ended command = run("", "hunter2");

        assertThat(command.status()).isEqualTo(2);
        assertThat(command.output()).isEmpty();
        assertThat(command.errors()).startsWith("No arguments:").doesNotContain("hunter2");
    }

    private static Ended run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "canyon.war",
                "canyon.config.HashPassword"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("target").toFile());
        // With them Java would say that it has picked them up.
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output, errors);
    }
}
