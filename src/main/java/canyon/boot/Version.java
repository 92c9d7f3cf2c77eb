package canyon.boot;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which Canyon this is, as Maven wrote it into the WAR. */
final class Version {
    private static final String FILE = "/META-INF/maven/canyon/canyon/pom.properties";
    private static final String UNKNOWN = "unknown";

    private Version() {}

    static String of(ServletContext context) {
        try (InputStream in = context.getResourceAsStream(FILE)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
