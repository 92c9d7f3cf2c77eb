package canyon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages that compare Canyon with others name the test that holds each of their words; {@link LinksTest} finds it.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MigrationTableTest {
    private static final Pattern TEST = Pattern.compile("`\\w+(?:Test|IT)`");

    @ParameterizedTest
    @CsvSource({"laravel-echo-server.md, 50", "pusher.md, 30"})
    void tests_are_named(String page, int atLeast) throws IOException {
        assertThat(TEST.matcher(Files.readString(Path.of("src/docs", page))).results())
                .hasSizeGreaterThan(atLeast);
    }
}
