package canyon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is written for users and contributors. */
public final class Pages {
    private static final List<Path> PAGES =
            List.of(Path.of("README.md"), Path.of("CHANGELOG.md"), Path.of("CONTRIBUTING.md"));
    private static final List<Path> FOLDERS = List.of(Path.of("src/docs"), Path.of("server-config"));

    private Pages() {}

    /** The pages, and all that stands in the folders of documentation and of server-config. */
    public static List<Path> files() throws IOException {
        Stream<Path> all = PAGES.stream();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                all = Stream.concat(all, files.filter(Files::isRegularFile).toList().stream());
            }
        }
        return all.sorted().toList();
    }
}
