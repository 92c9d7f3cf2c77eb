package canyon.support;

import canyon.support.ApplicationServer.NotDeployedException;
import canyon.support.ServerProcess.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/**
 * A real reverse proxy with TLS on 127.0.0.1, a process of its own that runs the file of server-config. Only ports, the
 * folder of the certificate and the upstream are others, and what a test says.
 */
public final class ReverseProxy implements AutoCloseable {
    private static final String CERTIFICATES = "/etc/ssl/canyon";
    private static final String UPSTREAM = "127.0.0.1:6001";

    private final ServerProcess process;
    private final int port;
    private final int plainPort;
    private final Path folder;
    private final SSLContext tls;

    private ReverseProxy(ServerProcess process, int port, int plainPort, Path folder, SSLContext tls) {
        this.process = process;
        this.port = port;
        this.plainPort = plainPort;
        this.folder = folder;
        this.tls = tls;
    }

    /**
     * Returns when it answers.
     *
     * @param upstream port of 127.0.0.1
     * @param change what is done to the file besides
     */
    public static ReverseProxy start(ProxyKind kind, int upstream, UnaryOperator<String> change)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path program = kind.program().orElseThrow(() -> new IllegalStateException(kind + " is not installed"));
        int port = FreePort.next();
        int plainPort = FreePort.next();
        // Not below target: whoever it becomes after its start has to reach it.
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "canyon-proxy");
        SSLContext tls = Certificate.of("ip:127.0.0.1", folder);
        Certificate.exportPem(folder);
        String shipped = Files.readString(kind.file())
                .replace(CERTIFICATES, folder.toString())
                .replace(UPSTREAM, "127.0.0.1:" + upstream);
        Files.writeString(folder.resolve("canyon.conf"), kind.listening(change.apply(shipped), port, plainPort));
        Files.writeString(folder.resolve("main.conf"), kind.main(folder));
        ServerProcess process =
                ServerProcess.start(kind.command(program, folder), Map.of(), folder.resolve("output.log"));
        ReverseProxy proxy = new ReverseProxy(process, port, plainPort, folder, tls);
        try {
            process.awaitDeployment(() -> isOpen(port) ? State.DONE : State.UNDECIDED);
        } catch (NotDeployedException e) {
            String log = proxy.log();
            proxy.close();
            throw new IllegalStateException(kind + " did not start:\n" + log, e);
        }
        return proxy;
    }

    /** Where clients connect with TLS. */
    public URI https() {
        return URI.create("https://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** Where it listens without TLS. */
    public int plainPort() {
        return plainPort;
    }

    /** What believes its certificate. */
    public SSLContext tls() {
        return tls;
    }

    /** A key store with its certificate, for clients that are told by system properties whom they believe. */
    public Path trustStore() {
        return Certificate.file(folder);
    }

    /** What it has complained about. */
    public String log() throws IOException {
        StringBuilder log = new StringBuilder();
        for (String file : new String[] {"output.log", "error.log"}) {
            if (Files.exists(folder.resolve(file))) {
                log.append(Files.readString(folder.resolve(file)));
            }
        }
        return log.toString();
    }

    @Override
    public void close() throws IOException {
        process.stop();
        Folders.delete(folder);
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
