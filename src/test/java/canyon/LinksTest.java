package canyon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link inside the documentation leads somewhere, and every test that it names exists. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LinksTest {
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\\n]*`");
    private static final Pattern LINK =
            Pattern.compile("]\\(([^)\\s]+)[^)]*\\)|<(?:a|img)[^>]*(?:href|src)=\"([^\"]+)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:IT|Test|Contract|Benchmark))`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final Pattern LINKED = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern NO_PART_OF_AN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

    static Stream<Path> pages() throws IOException {
        return Pages.files().stream().filter(file -> file.toString().endsWith(".md"));
    }

    @Test
    void there_are_pages() throws IOException {
        assertThat(pages()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_leads_to_a_file_and_to_a_heading_in_it(Path page) throws IOException {
        assertThat(links(Files.readString(page)).filter(link -> isDead(page, link)))
                .as("dead links in " + page)
                .isEmpty();
    }

    @Test
    void every_test_that_a_page_names_exists() throws IOException {
        Set<String> tests = new HashSet<>();
        for (String folder : List.of("src/test/java", "src/it/java", "src/jmh/java")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> tests.add(name.substring(0, name.length() - ".java".length())));
            }
        }

        for (Path page : pages().toList()) {
            assertThat(TEST.matcher(Files.readString(page)).results().map(found -> found.group(1)))
                    .as("tests in " + page)
                    .isSubsetOf(tests);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "## Redis URL | redis-url",
                "# What is not there, and why? | what-is-not-there-and-why",
                "### `canyon.dev` and [others](x.md) | canyondev-and-others",
                "## Laravel's .env | laravels-env"
            })
    void the_anchor_of_a_heading_is_what_is_shown_of_it(String heading, String anchor) {
        assertThat(anchors(heading)).containsExactly(anchor);
    }

    @Test
    void headings_of_the_same_words_are_numbered() {
        assertThat(anchors("## File\n\n## File\n\n```\n# File\n```\n")).containsExactlyInAnyOrder("file", "file-1");
    }

    private static Stream<String> links(String markdown) {
        return LINK.matcher(CODE.matcher(markdown).replaceAll(""))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches());
    }

    private static boolean isDead(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return !Files.exists(target)
                || (parts.length > 1 && !anchors(read(target)).contains(parts[1]));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("an anchor in " + file, e);
        }
    }

    /** As GitHub makes them. */
    private static Set<String> anchors(String markdown) {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        // Code in a heading stays, so that only blocks are taken out.
        List<String> headings = HEADING.matcher(markdown.replaceAll("(?ms)^ *```.*?^ *```", ""))
                .results()
                .map(found -> LINKED.matcher(found.group(1)).replaceAll("$1"))
                .toList();
        for (String heading : headings) {
            String words = NO_PART_OF_AN_ANCHOR
                    .matcher(heading.strip().toLowerCase(Locale.ROOT))
                    .replaceAll("");
            String anchor = words.replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }
}
