package canyon;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages that compare Canyon with others name the test that holds each of their words. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MigrationTableTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    @ParameterizedTest
    @CsvSource({"laravel-echo-server.md, 50", "pusher.md, 30"})
    void every_test_that_it_names_exists(String page, int atLeast) throws IOException {
        Set<String> tests = Stream.concat(names(Path.of("src/test/java")), names(Path.of("src/it/java")))
                .collect(toSet());

        assertThat(TEST.matcher(Files.readString(Path.of("src/docs", page)))
                        .results()
                        .map(found -> found.group(1)))
                .hasSizeGreaterThan(atLeast)
                .isSubsetOf(tests);
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList()
                    .stream();
        }
    }
}
