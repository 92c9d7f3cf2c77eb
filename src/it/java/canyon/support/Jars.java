package canyon.support;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the class path has something from. */
public final class Jars {
    private Jars() {}

    public static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
