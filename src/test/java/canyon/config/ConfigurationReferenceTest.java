package canyon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Keeps the table of all keys and the properties file in step with {@link Keys}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigurationReferenceTest {
    private static final Path PROPERTIES = Path.of("src/main/resources/META-INF/microprofile-config.properties");
    private static final Path TABLE = Path.of("src/docs/configuration-keys.md");

    /** One key as a page presents it. */
    private record Entry(String key, String defaultText, String allowed) {}

    @Test
    void the_properties_file_holds_each_key_with_its_default_and_no_other() throws IOException {
        List<String> lines = Files.readAllLines(PROPERTIES).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        assertThat(lines)
                .isEqualTo(Keys.ALL.stream()
                        .map(key -> key.name() + "=" + key.defaultText())
                        .toList());
    }

    @Test
    void each_key_of_the_properties_file_is_explained_above_it_with_its_default() throws IOException {
        List<String> lines = Files.readAllLines(PROPERTIES);

        for (Key<?> key : Keys.ALL) {
            int at = lines.indexOf(key.name() + "=" + key.defaultText());
            String shown = key.defaultText().isEmpty() ? "empty" : key.defaultText();
            assertThat(lines.get(at - 1)).startsWith("# ").endsWith("; default " + shown);
        }
    }

    @Test
    void the_table_of_the_documentation_holds_each_key_with_its_default_and_what_is_allowed() throws IOException {
        List<Entry> expected = Keys.ALL.stream()
                .map(key -> new Entry(
                        key.name(),
                        key.defaultText().isEmpty() ? "empty" : key.defaultText(),
                        key.format().allowed()))
                .toList();

        assertThat(tableOf(Files.readString(TABLE))).isEqualTo(expected);
    }

    private static List<Entry> tableOf(String markdown) {
        int start = markdown.indexOf("<!-- configuration -->");
        int end = markdown.indexOf("<!-- /configuration -->");
        assertThat(start).as("the table's markers").isNotNegative().isLessThan(end);
        List<Entry> entries = new ArrayList<>();
        for (String line : markdown.substring(start, end).lines().toList()) {
            String[] cells = line.replace("`", "").split("\\|", -1);
            if (line.startsWith("| `")) {
                entries.add(new Entry(cells[1].strip(), cells[2].strip(), cells[3].strip()));
            }
        }
        return entries;
    }
}
