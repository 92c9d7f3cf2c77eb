package canyon.proxy;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.Certificate;
import canyon.wire.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A Canyon whose application server ends TLS itself, as its folder of server-config says. Its application is for
 * clients with TLS only: what the server says of itself is believed.
 *
 * @param folder of its certificate
 * @param tls what believes the certificate
 */
record SecureServer(CanyonServer canyon, Path folder, SSLContext tls) implements AutoCloseable {
    /** Gives each test class one of its own, which the class closes. */
    static final class Starting implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SecureServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            try {
                return start();
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException("no Canyon with TLS", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static SecureServer start() throws IOException, GeneralSecurityException, InterruptedException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "it")).toAbsolutePath(), "tls");
        SSLContext tls = Certificate.of("ip:127.0.0.1", folder);
        return new SecureServer(
                CanyonServer.startWithTls(
                        folder,
                        Map.of(
                                "canyon.app.id", CanyonServers.APP_ID,
                                "canyon.app.key", CanyonServers.APP_KEY,
                                "canyon.app.secret", CanyonServers.APP_SECRET,
                                "canyon.app.tls-only", "on")),
                folder,
                tls);
    }

    Path trustStore() {
        return Certificate.file(folder);
    }

    /** Connects by TLS. */
    Peer peer() {
        return new Peer(canyon.https().getPort(), "127.0.0.1", tls);
    }

    @Override
    public void close() {
        canyon.close();
    }
}
