package canyon.support;

import canyon.support.ApplicationServer.NotDeployedException;
import canyon.support.Setup.Tls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/**
 * Canyon on an application server of its own, on 127.0.0.1 only. Its folder {@code target/it/port-<n>} keeps the log
 * and the configuration.
 */
public final class CanyonServer implements AutoCloseable {
    private static final Path CANYON = Path.of("target", "canyon.war").toAbsolutePath();

    private final int port;
    private final @Nullable Tls tls;
    private final ApplicationServer server;

    private CanyonServer(Setup setup) throws IOException {
        this.port = setup.port();
        this.tls = setup.tls();
        this.server = ServerKind.current().server(setup);
    }

    /**
     * Returns when Canyon is deployed, which takes ten seconds or more: prefer the server that {@link CanyonServers}
     * shares.
     *
     * @param configuration MicroProfile Config keys and values, given as system properties besides
     *     {@code canyon.public-url}; without a warm-up and a drain unless it has them
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
        return start(CANYON, context, configuration, null, null);
    }

    /** As {@link #start}, with its applications in a database that the server knows. */
    public static CanyonServer startWith(H2Server database, Map<String, String> configuration) throws IOException {
        Map<String, String> all = new HashMap<>(configuration);
        all.put("canyon.apps.datasource", ServerKind.current().dataSource());
        return start(CANYON, "/", all, database, null);
    }

    /**
     * Another web application in the place of Canyon, reached by TLS too.
     *
     * @param folder of a {@link Certificate}
     */
    public static CanyonServer startOther(Path war, Path folder) throws IOException {
        return start(war, "/", Map.of(), null, tls(folder));
    }

    /** As {@link #start}, with more in the file than there is in Canyon's. */
    public static CanyonServer startWith(Map<String, String> configuration, Class<?>... more) throws IOException {
        Path war = Path.of("target", "it", "canyon-and-" + more[0].getSimpleName() + ".war")
                .toAbsolutePath();
        Files.createDirectories(war.getParent());
        ShrinkWrap.create(ZipImporter.class, war.getFileName().toString())
                .importFrom(CANYON.toFile())
                .as(WebArchive.class)
                .addClasses(more)
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        return start(war, "/", configuration, null, null);
    }

    /**
     * As {@link #start}, and reached by TLS too, as server-config says for this server.
     *
     * @param folder of a {@link Certificate}
     */
    public static CanyonServer startWithTls(Path folder, Map<String, String> configuration) throws IOException {
        return start(CANYON, "/", configuration, null, tls(folder));
    }

    private static Tls tls(Path folder) throws IOException {
        return new Tls(FreePort.next(), Certificate.file(folder).toAbsolutePath());
    }

    /**
     * As {@link #start}, with settings in the server's JNDI too.
     *
     * @param entries keys and values; on a server that {@linkplain ServerKind#bindsSettings binds} them
     */
    public static CanyonServer startWithEntries(Map<String, String> entries, Map<String, String> configuration)
            throws IOException {
        return start(CANYON, "/", configuration, entries, null, null);
    }

    private static CanyonServer start(
            Path war, String context, Map<String, String> configuration, @Nullable H2Server database, @Nullable Tls tls)
            throws IOException {
        return start(war, context, configuration, Map.of(), database, tls);
    }

    private static CanyonServer start(
            Path war,
            String context,
            Map<String, String> configuration,
            Map<String, String> entries,
            @Nullable H2Server database,
            @Nullable Tls tls)
            throws IOException {
        int port = FreePort.next();
        Path folder = Path.of("target", "it", "port-" + port).toAbsolutePath();
        Files.createDirectories(folder);
        Map<String, String> properties = new HashMap<>(configuration);
        properties.putIfAbsent("canyon.public-url", http(port).toString());
        // Dozens of servers start for the tests, and few of their clients are in a hurry.
        properties.putIfAbsent("canyon.fan-out.warm-up", "PT0S");
        // Nor does a server that stops wait for them.
        properties.putIfAbsent("canyon.drain.duration", "PT0S");
        CanyonServer canyon =
                new CanyonServer(new Setup(port, folder, war, context, properties, entries, database, tls));
        canyon.run();
        return canyon;
    }

    public URI http() {
        return http(port);
    }

    private static URI http(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Where {@link #startWithTls} lets it be reached. */
    public URI https() {
        return URI.create("https://127.0.0.1:" + Objects.requireNonNull(tls).port() + "/");
    }

    public URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + "/");
    }

    /** What the server has logged last. */
    public String log() throws IOException {
        return server.log();
    }

    /** Stops the server, which drops every connection, and starts it on the same port with the same configuration. */
    public void restart() throws IOException {
        close();
        run();
    }

    /** Takes Canyon off the server, which runs on. */
    public void undeploy() throws IOException {
        try {
            server.undeploy();
        } catch (NotDeployedException e) {
            throw new IllegalStateException("Canyon was not undeployed:\n" + log(), e);
        }
    }

    /** Puts Canyon on the server again. */
    public void deploy() throws IOException {
        try {
            server.deploy();
        } catch (NotDeployedException e) {
            throw new IllegalStateException("Canyon was not deployed again:\n" + log(), e);
        }
    }

    /** On 127.0.0.1, where the server tells of MicroProfile Health. */
    public int healthPort() {
        return server.healthPort();
    }

    /** The process of the server. */
    public Jvm jvm() {
        return server.jvm();
    }

    /** Returns when the process has ended. */
    @Override
    public void close() {
        server.stop();
    }

    private void run() throws IOException {
        try {
            server.start();
        } catch (NotDeployedException e) {
            close();
            throw new IllegalStateException("Canyon was not deployed:\n" + log(), e);
        }
    }
}
