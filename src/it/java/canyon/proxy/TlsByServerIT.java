package canyon.proxy;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.Certificate;
import canyon.wire.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** TLS that the application server ends itself, as its folder of server-config says. */
@TestInstance(Lifecycle.PER_CLASS)
class TlsByServerIT extends SecureClients {
    private final CanyonServer canyon;

    TlsByServerIT() throws Exception {
        this(Files.createTempDirectory(Files.createDirectories(Path.of("target", "it")), "tls"));
    }

    private TlsByServerIT(Path folder) throws Exception {
        this(folder, Certificate.of("ip:127.0.0.1", folder), started(folder));
    }

    private TlsByServerIT(Path folder, SSLContext tls, CanyonServer canyon) {
        super(canyon.https(), Certificate.file(folder), new Peer(canyon.https().getPort(), "127.0.0.1", tls));
        this.canyon = canyon;
    }

    /** Its application is for clients with TLS only: what the server says of itself is believed. */
    private static CanyonServer started(Path folder) throws IOException {
        return CanyonServer.startWithTls(
                folder,
                Map.of(
                        "canyon.app.id", CanyonServers.APP_ID,
                        "canyon.app.key", CanyonServers.APP_KEY,
                        "canyon.app.secret", CanyonServers.APP_SECRET,
                        "canyon.app.tls-only", "on"));
    }

    @AfterAll
    void close() {
        canyon.close();
    }
}
