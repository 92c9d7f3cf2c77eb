package canyon.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Chromium and its driver, as a shell would find them. Looking here keeps Selenium from downloading its own. */
record BrowserPrograms(Path chromium, Path driver) {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    static Optional<BrowserPrograms> find() {
        return find("chromium")
                .flatMap(chromium -> find("chromedriver").map(driver -> new BrowserPrograms(chromium, driver)));
    }

    private static Optional<Path> find(String name) {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return PATH_SEPARATOR
                .splitAsStream(folders)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
