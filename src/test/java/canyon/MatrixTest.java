package canyon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README is tested with is what the tests use. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MatrixTest {
    private static final Path README = Path.of("README.md");
    private static final Path POM = Path.of("pom.xml");
    private static final Path NPM = Path.of("src/main/web/package.json");
    private static final Pattern DOT = Pattern.compile("\\.");

    /**
     * A version of the pom.
     *
     * @param parts of it that the README tells
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "wildfly.version; 1; | WildFly | %s |",
                "payara.version; 2; | Payara Micro, Payara Server | %s |",
                "payara-server.version; 2; | Payara Micro, Payara Server | %s |",
                "liberty.version; 1; | Open Liberty | %s |",
                "socketio-client-1.version; 2; | socket.io %s (Engine.IO 3),",
                "socketio-client-2.version; 2; , %s (Engine.IO 4)",
                "pusher-java-client.version; 2; Pusher %s |",
                "pusher-http-java.version; 2; | Java %s |",
                "h2.version; 2; , H2 %s |"
            })
    void a_server_or_library_of_java_is_named_in_its_version(String property, int parts, String row)
            throws IOException {
        assertNamed(found(POM, "<" + Pattern.quote(property) + ">([^<]+)<"), parts, row);
    }

    /** A version of the browser's parts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "laravel-echo-1; | laravel-echo | %s,",
                "laravel-echo; , %s | in Chromium",
                "socket.io-client-2; with socket.io-client %s,",
                "socket.io-client; , %s and pusher-js",
                "pusher-js; and pusher-js %s |"
            })
    void a_client_of_browsers_is_named_in_its_version(String dependency, String row) throws IOException {
        assertNamed(found(NPM, "\"" + Pattern.quote(dependency) + "\": \"(?:npm:[^@]+@)?([^\"]+)\""), 2, row);
    }

    private static String found(Path file, String pattern) throws IOException {
        Matcher version = Pattern.compile(pattern).matcher(Files.readString(file));
        assertThat(version.find()).as(pattern).isTrue();
        return version.group(1);
    }

    private static void assertNamed(String version, int parts, String row) throws IOException {
        String shown = Arrays.stream(DOT.split(version)).limit(parts).collect(Collectors.joining("."));
        assertThat(Files.readString(README)).contains(row.replace("%s", shown));
    }
}
