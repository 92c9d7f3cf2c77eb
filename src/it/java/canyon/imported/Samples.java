package canyon.imported;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration as the other products have it. */
final class Samples {
    private static final Path FOLDER = Path.of("src", "test", "resources", "import");

    private Samples() {}

    static Path file(String name) {
        return FOLDER.resolve(name).toAbsolutePath();
    }

    /** A copy with other addresses than those that the product writes by itself. */
    static Path copy(Path folder, String name, String... replacements) throws IOException {
        String text = Files.readString(file(name));
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return Files.writeString(folder.resolve(name), text);
    }
}
