package canyon.support;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Canyon on a Payara Micro of its own, on 127.0.0.1 only. Its folder {@code target/it/port-<n>} keeps the log and the
 * configuration.
 */
public final class CanyonServer implements AutoCloseable {
    private static final Pattern NOTHING_DEPLOYED = Pattern.compile("\"Deployed\": \\[\\s*]");

    private final int port;
    private final Path folder;
    private final PayaraMicro payara;

    private CanyonServer(int port, String context, Path folder, List<String> commands) throws IOException {
        this.port = port;
        this.folder = folder;
        Path commandFile = Files.write(folder.resolve("post-boot.asadmin"), commands);
        this.payara = new PayaraMicro(List.of(
                "--port", String.valueOf(port),
                "--contextroot", context,
                "--logtofile", folder.resolve("server.log").toString(),
                "--systemproperties", configuration(folder).toString(),
                "--postbootcommandfile", commandFile.toString()));
    }

    /**
     * Returns when Canyon is deployed, which takes ten seconds or more: prefer the server that {@link CanyonServers}
     * shares.
     *
     * @param configuration MicroProfile Config keys and values, given as system properties besides
     *     {@code canyon.public-url}
     * @throws IllegalStateException if Canyon refuses to start; its message ends with the log
     */
    public static CanyonServer start(Map<String, String> configuration) throws IOException {
        return startAt("/", configuration);
    }

    /**
     * As {@link #start}, but not at the root.
     *
     * @param context path of the web application, with a slash in front
     */
    public static CanyonServer startAt(String context, Map<String, String> configuration) throws IOException {
        return start(context, configuration, List.of());
    }

    /**
     * As {@link #start}, on a server that is changed before.
     *
     * @param commands of {@code asadmin}
     */
    public static CanyonServer startAfter(List<String> commands, Map<String, String> configuration) throws IOException {
        return start("/", configuration, commands);
    }

    private static CanyonServer start(String context, Map<String, String> configuration, List<String> commands)
            throws IOException {
        int port = FreePort.next();
        Path folder = Path.of("target", "it", "port-" + port).toAbsolutePath();
        CanyonServer server = new CanyonServer(port, context, Files.createDirectories(folder), commands);
        server.configure(configuration);
        server.run();
        return server;
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    public URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + "/");
    }

    /** What the server has logged last, at most a megabyte. */
    public String log() throws IOException {
        // Payara Micro rotates it, and numbers also the first.
        return Files.readString(folder.resolve("server.log.0"));
    }

    /** Stops the server, which drops every connection, and starts it on the same port with the same configuration. */
    public void restart() throws IOException {
        close();
        run();
    }

    /** Returns when the process has ended. */
    @Override
    public void close() {
        payara.stop();
    }

    private void configure(Map<String, String> configuration) throws IOException {
        Properties properties = new Properties();
        properties.put("canyon.public-url", http().toString());
        properties.putAll(configuration);
        try (OutputStream out = Files.newOutputStream(configuration(folder))) {
            properties.store(out, null);
        }
    }

    private void run() throws IOException {
        try {
            payara.start();
        } catch (PayaraMicro.NotStartedException e) {
            close();
            throw new IllegalStateException("Payara Micro did not start:\n" + log(), e);
        }
        if (hasDeployedNothing()) {
            close();
            throw new IllegalStateException("Canyon was not deployed:\n" + log());
        }
    }

    /** Payara Micro runs on without an application that failed, and its Arquillian container takes that for success. */
    private boolean hasDeployedNothing() throws IOException {
        String log = log();
        return NOTHING_DEPLOYED
                .matcher(log.substring(log.lastIndexOf("\"Deployed\"")))
                .lookingAt();
    }

    private static Path configuration(Path folder) {
        return folder.resolve("canyon.properties");
    }
}
