package canyon.config.imported;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broken files and hostile ones. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonFileTest {
    private static String problem(String text) {
        Imported imported = Reader.file("hostile.json", text);
        assertThat(imported.problems()).hasSize(1);
        assertThat(imported.settings()).isEmpty();
        assertThat(imported.apps()).isEmpty();
        return imported.problems().get(0).replaceFirst("\"[^\"]*hostile.json\" ", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | is no JSON object",
                "null | is no JSON object",
                "5 | is no JSON object",
                "{\"port\":1,\"port\":2} | has \"port\" twice, at line 1",
                "{\"ssl\":{\"certPath\":1,\"certPath\":1}} | has \"certPath\" twice",
                "{\"ssl.certPath\":1,\"ssl\":{\"certPath\":1}} | has \"ssl.certPath\" twice",
                "{\"authHost\": hunter2} | is no JSON from line 1, column",
                "{\"authHost\":\"a\" | is no JSON",
                "{\"authHost\":\"a\"} {} | is no JSON",
                "{'authHost':'a'} | is no JSON from line 1",
                "{\"name\":\"shop\",\"version\":\"1.0\"} | has no option of laravel-echo-server or of soketi",
            })
    void a_broken_file_is_a_problem_with_its_place(String text, String reason) {
        assertThat(problem(text)).startsWith("canyon.import: " + reason).doesNotContain("hunter2");
    }

    @Test
    void the_line_of_a_mistake_is_told() {
        assertThat(problem("{\n\t\"port\": 6001,\n\t\"host\": nul\n}")).contains("is no JSON from line 3, column");
    }

    @Test
    void a_comment_is_no_json() {
        assertThat(problem("{\n // the port\n \"port\": 6001}")).contains("line 2");
    }

    @Test
    void ten_megabytes_are_refused_before_they_are_read() {
        assertThat(problem("{\"authHost\":\"" + "a".repeat(10_000_000) + "\"}"))
                .isEqualTo("canyon.import: has more than 1048576 bytes");
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(problem("{\"socketio\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .contains("is nested deeper than 32 at line 1");
        assertThat(problem("{\"socketio\":" + "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000) + "}"))
                .contains("is nested deeper than 32");
    }

    @Test
    void of_thousands_of_unknown_names_some_are_told() {
        StringBuilder text = new StringBuilder("{\"devMode\":false");
        for (int i = 0; i < 30_000; i++) {
            text.append(",\"n").append(i).append("\":1");
        }
        Imported imported = Reader.file("hostile.json", text.append("}").toString());

        assertThat(imported.leftovers()).hasSizeLessThan(60);
        assertThat(imported.warnings()).contains("canyon.import: 29950 more names are unknown");
    }

    @Test
    void of_thousands_of_mistakes_some_are_told() {
        String text = "{\"clients\":[" + "null,".repeat(50_000) + "null]}";

        assertThat(Reader.file("hostile.json", text).problems()).hasSize(51).endsWith("canyon.import: and 49951 more");
    }

    @Test
    void what_is_no_utf_8_and_what_is_not_there_is_told() {
        assertThat(Importer.read(List.of("src/test/java"), Map.of()).problems())
                .containsExactly("canyon.import: \"src/test/java\" is a folder");
        assertThat(Importer.read(List.of("no/such.json"), Map.of()).problems())
                .singleElement()
                .asString()
                .startsWith("canyon.import: \"no/such.json\" there is no such file (/");
        assertThat(Importer.read(List.of("/dev/zero"), Map.of()).problems())
                .containsExactly("canyon.import: \"/dev/zero\" is no regular file");
        assertThat(Importer.read(List.of("a\0b"), Map.of()).problems())
                .containsExactly("canyon.import: \"a?b\" is not a path");
    }

    /** Whatever stands in a file, it is either imported or refused. */
    @Test
    void no_file_breaks_the_reader() {
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"authHost\"",
            "\"clients\"",
            "\"databaseConfig\"",
            "\"redis\"",
            "null",
            "true",
            "-1",
            "1e999",
            "\"\"",
            "\"appManager.array.apps\"",
            "\"apps\"",
            "\"0\"",
            "\"${A}\"",
            "\n",
            "\"socketio\"",
            "\"webhooks\"",
            "\"\\u0000\"",
            "#",
            "=",
            "A",
            "'"
        };
        Random random = new Random(6);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "{" : "");
            for (int length = random.nextInt(25); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            all.addAll(Reader.file("random.json", text.toString()).problems());
            all.addAll(Reader.file("random.env", text.toString()).problems());
        }
        assertThat(all).isNotEmpty();
    }
}
