package canyon.config;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What documentation and server-config call a setting is one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NamedKeysTest {
    private static final Pattern NAME = Pattern.compile("\\bcanyon\\.[a-z][\\w-]*(?:\\.[\\w-]+)*(?:\\.\\*)?");

    /** Files are called so. */
    private static final Pattern FILE =
            Pattern.compile("canyon\\.(?:cli|conf|env|json|p12|properties|service|war|xml)");

    private static final Set<String> KEYS = Keys.ALL.stream().map(Key::name).collect(toSet());

    static Stream<Path> files() throws IOException {
        return Pages.files().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_setting_that_a_file_names_exists(Path file) throws IOException {
        assertThat(NAME.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group())
                        .filter(name -> !isKnown(name)))
                .as("names in " + file + " that are no settings")
                .isEmpty();
    }

    private static boolean isKnown(String name) {
        return KEYS.contains(name)
                || FILE.matcher(name).matches()
                || (name.endsWith(".*")
                        && KEYS.stream().anyMatch(key -> key.startsWith(name.substring(0, name.length() - 1))))
                || isCode(name);
    }

    /** A package, or a class in one. */
    private static boolean isCode(String name) {
        String path = name.replace('.', '/');
        return Stream.of("src/main/java", "src/test/java", "src/it/java")
                .anyMatch(
                        folder -> Files.exists(Path.of(folder, path)) || Files.exists(Path.of(folder, path + ".java")));
    }
}
