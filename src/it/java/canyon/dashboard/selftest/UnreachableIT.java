package canyon.dashboard.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.App;
import canyon.config.AppSettings;
import canyon.config.Secret;
import canyon.config.TrustedProxies;
import canyon.support.Certificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no HTTP/1.1 is spoken, nothing else is tried. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnreachableIT {
    private final SelfTest selfTest = new SelfTest(new Arrivals(), Thread::new);

    private Check.Finding finding(URI url) throws InterruptedException {
        Target target = new Target(
                url,
                new App("", new AppSettings("shop", "key", new Secret("s"), null)),
                new Target.SocketIo(true, true, Duration.ofSeconds(25)),
                TrustedProxies.parse("127.0.0.1"));
        List<Check> checks = selfTest.run(target, false).orElseThrow();
        assertThat(checks).hasSize(1);
        return Objects.requireNonNull(checks.get(0).finding());
    }

    @Test
    void nobody_listens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(finding(URI.create("http://127.0.0.1:" + port)).problem()).contains("connection refused");
    }

    @Test
    void nobody_has_the_name() throws Exception {
        assertThat(finding(URI.create("http://nobody.invalid")).problem()).contains("does not know the host");
    }

    @Test
    void a_certificate_of_ones_own_is_not_trusted(@TempDir Path folder) throws Exception {
        try (TlsServer server = new TlsServer(Certificate.of("ip:127.0.0.1", folder))) {
            Check.Finding finding = finding(server.url());

            assertThat(finding.problem()).isEqualTo("the certificate is not trusted");
            assertThat(finding.advice()).contains("fullchain.pem");
        }
    }

    @Test
    void a_certificate_may_be_for_another_host(@TempDir Path folder) throws Exception {
        SSLContext tls = Certificate.of("dns:shop.example", folder);
        try (TlsServer server = new TlsServer(tls)) {
            assertThat(trusting(tls, server.url()).problem()).isEqualTo("the certificate is for another host");
        }
    }

    @Test
    void HTTP_2_alone_is_not_enough(@TempDir Path folder) throws Exception {
        SSLContext tls = Certificate.of("ip:127.0.0.1", folder);
        try (TlsServer server = new TlsServer(tls)) {
            Check.Finding finding = trusting(tls, server.url());

            assertThat(finding.problem()).isEqualTo("only HTTP/2 is spoken there");
            assertThat(finding.advice()).isEqualTo(Advice.HTTP_2_ONLY);
        }
    }

    private Check.Finding trusting(SSLContext tls, URI url) throws Exception {
        SSLContext usual = SSLContext.getDefault();
        SSLContext.setDefault(tls);
        try {
            return finding(url);
        } finally {
            SSLContext.setDefault(usual);
        }
    }
}
