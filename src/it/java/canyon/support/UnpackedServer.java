package canyon.support;

import canyon.wire.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server as its zip unpacks it, in a folder as Canyon's is, for who follows its README word by word. Only ports are
 * others, and what would listen on more than 127.0.0.1.
 */
public final class UnpackedServer implements AutoCloseable {
    private static final List<String> PORTS = List.of("4848", "6001", "6443", "8443", "9990");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```");
    private static final Pattern FOREGROUND = Pattern.compile("(?m)^.*/standalone\\.sh .*$");

    /** The server is there already, and the test asks Canyon itself. */
    private static final Pattern LEFT_OUT = Pattern.compile("(?m)^(mvn|unzip|curl) .*$");

    private static final Pattern KEYS = Pattern.compile("-keystore (\\S+)");
    private static final long PATIENCE_SECONDS = 30;

    private final Path folder;
    private final Path home;
    private final Map<String, String> ports = new HashMap<>();
    private final Map<String, String> environment;
    private final List<String> blocks;

    /** Copies it, with the WAR and what server-config has for it. */
    public UnpackedServer() throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "it")).toAbsolutePath(), "readme");
        // Its servers outlive the commands that start them; tests that are interrupted leave nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        for (String port : PORTS) {
            ports.put(port, String.valueOf(FreePort.next()));
        }
        Path target = Files.createDirectories(folder.resolve("target"));
        home = target.resolve(ServerKind.home().getFileName());
        environment = Map.of(
                "PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"),
                "WILDFLY", home.toString(),
                "PAYARA", home.toString(),
                "JAVA_OPTS",
                        "-Xmx512m -Djava.net.preferIPv4Stack=true -Djboss.management.http.port=" + port(9990)
                                + " -Djboss.https.port=" + port(8443),
                "AS_JAVA", System.getProperty("java.home"),
                "AS_ADMIN_PORT", String.valueOf(port(4848)));
        Path settings = Path.of("server-config").resolve(ServerKind.current().id());
        Path copy = Files.createDirectories(folder.resolve(settings));
        run("cp -a " + ServerKind.home() + " target && cp "
                + Path.of("target", "canyon.war").toAbsolutePath() + " target && cp -a " + settings.toAbsolutePath()
                + "/. " + settings);
        try (Stream<Path> files = Files.list(copy)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, changed(Files.readString(file)).replace("=0.0.0.0", "=127.0.0.1"));
            }
        }
        Path domain = home.resolve("glassfish/domains/domain1/config/domain.xml");
        if (Files.exists(domain)) {
            // JMS would listen on every interface until the README closes it.
            Files.writeString(
                    domain,
                    changed(Files.readString(domain))
                            .replaceFirst("</iiop-service>", "$0<jms-service type=\"DISABLED\"/>"));
        }
        blocks = BLOCK.matcher(Files.readString(copy.resolve("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** In the place of each port that server-config writes. */
    private String changed(String text) {
        String changed = text;
        for (Map.Entry<String, String> port : ports.entrySet()) {
            changed = changed.replaceAll("\\b" + port.getKey() + "\\b", port.getValue());
        }
        return changed;
    }

    /** The port that stands for one of server-config. */
    private int port(int written) {
        return Integer.parseInt(changed(String.valueOf(written)));
    }

    /** The only block with this in it. */
    private String block(String word) {
        List<String> found =
                blocks.stream().filter(block -> block.contains(word)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " blocks of the README have " + word);
        }
        return found.get(0);
    }

    /** Does what the block with this in it says, one line after the other, until one fails. */
    public void follow(String word) throws IOException {
        run(FOREGROUND.matcher(block(word)).replaceAll("$0 &"));
    }

    /** Starts a server again that has no command for it, as the block with this in it did. */
    public void startAsIn(String word) throws IOException {
        run(FOREGROUND
                .matcher(block(word))
                .results()
                .map(start -> start.group() + " &")
                .findFirst()
                .orElseThrow());
    }

    private void run(String commands) throws IOException {
        Path output = folder.resolve("output.log");
        String script = "cd " + folder + "\n"
                + LEFT_OUT.matcher(commands).replaceAll("").strip();
        try {
            ServerProcess.start(List.of("bash", "-ec", script), environment, output)
                    .awaitEnd();
        } catch (IOException e) {
            throw new IOException(script + "\nfailed:\n" + Files.readString(output), e);
        }
    }

    /** Who asks at this port of the README. */
    public Peer peer(int written) {
        return new Peer(port(written), "127.0.0.1");
    }

    /** As {@link #peer}, by TLS, believing only the key that the block with {@code keytool} has made. */
    public Peer securePeer(int written) throws IOException, GeneralSecurityException {
        String keys = KEYS.matcher(block("keytool"))
                .results()
                .map(named -> named.group(1))
                .findFirst()
                .orElseThrow();
        Path file = folder.resolve(keys.replaceFirst("^\\$(WILDFLY|PAYARA)", home.toString()));
        return new Peer(port(written), "127.0.0.1", Certificate.context(file));
    }

    /** Returns when nothing runs that was started in the folder. */
    public void stop() {
        List<ProcessHandle> running = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .toList();
        running.forEach(ProcessHandle::destroy);
        for (ProcessHandle process : running) {
            process.onExit()
                    .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            process.destroyForcibly();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        Folders.delete(folder);
    }
}
