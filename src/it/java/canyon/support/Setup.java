package canyon.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What an application server is to run.
 *
 * @param port of 127.0.0.1
 * @param folder that nothing else uses, for its configuration and its log
 * @param war that is deployed
 * @param context path of the web application, with a slash in front
 * @param properties of the system
 * @param entries of the server's JNDI, as its folder of server-config or the page on configuration makes them
 * @param database that the server's JNDI knows, if any
 * @param tls by which it is reached too, if it is
 */
record Setup(
        int port,
        Path folder,
        Path war,
        String context,
        Map<String, String> properties,
        Map<String, String> entries,
        @Nullable H2Server database,
        @Nullable Tls tls) {
    /**
     * TLS that the server ends itself, as server-config says.
     *
     * @param port of 127.0.0.1
     * @param keys a {@link Certificate}
     */
    record Tls(int port, Path keys) {}

    /** Writes the properties to a file: a command line can be read by everybody on the machine. */
    Path propertiesFile(String name) throws IOException {
        Properties all = new Properties();
        all.putAll(properties);
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            all.store(out, null);
        }
        return file;
    }
}
