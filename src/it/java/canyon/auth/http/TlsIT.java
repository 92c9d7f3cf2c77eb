package canyon.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import canyon.auth.AuthEndpoint;
import canyon.auth.AuthEndpoint.Answer;
import canyon.http.HttpSettings;
import canyon.support.Certificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose certificate is believed. */
@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class TlsIT {
    private final JaxRsClient client;

    @TempDir
    Path folder;

    private SSLContext before;

    TlsIT(JaxRsClient client) {
        this.client = client;
    }

    @BeforeEach
    void remember() throws Exception {
        before = SSLContext.getDefault();
    }

    @AfterEach
    void forget() {
        SSLContext.setDefault(before);
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        SSLContext tls = Certificate.of("ip:127.0.0.1", folder);

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> ask(tls, true, 1));
    }

    @Test
    void a_certificate_that_the_jdk_trusts_is_accepted() throws Exception {
        SSLContext tls = Certificate.of("ip:127.0.0.1", folder);
        trust(tls);

        assertThat(ask(tls, true, 1)).isEqualTo(1);
    }

    @Test
    void a_certificate_of_another_host_is_refused() throws Exception {
        SSLContext tls = Certificate.of("dns:laravel.example", folder);
        trust(tls);

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> ask(tls, true, 1))
                .withMessageContaining("subject alternative");
    }

    @Test
    void any_certificate_of_any_host_is_accepted_without_verification() throws Exception {
        SSLContext tls = Certificate.of("dns:laravel.example", folder);

        assertThat(ask(tls, false, 1)).isEqualTo(1);
    }

    @Test
    void a_connection_is_used_again() throws Exception {
        SSLContext tls = Certificate.of("ip:127.0.0.1", folder);

        assertThat(ask(tls, false, 20)).isEqualTo(1);
        trust(tls);
        assertThat(ask(tls, true, 20)).isEqualTo(1);
    }

    private int ask(SSLContext tls, boolean verify, int times) throws IOException {
        HttpSettings settings = new HttpSettings(Duration.ofSeconds(20), verify, 1000, 4);
        try (FakeApplication application = new FakeApplication("https", tls.getServerSocketFactory(), connection -> {
                    while (connection.read() != null) {
                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue");
                    }
                });
                AuthEndpoint endpoint = client.endpoint(settings, Thread::new)) {
            for (int i = 0; i < times; i++) {
                assertThat(endpoint.post(application.url(), Map.of(), Map.of("socket_id", "1.2")))
                        .isEqualTo(new Answer(200, "true", false));
            }
            return application.connections();
        }
    }

    /** As an administrator would: RESTEasy takes the JDK's context, Jersey makes one of the JDK's properties. */
    private void trust(SSLContext tls) {
        SSLContext.setDefault(tls);
        System.setProperty("javax.net.ssl.trustStore", Certificate.file(folder).toString());
        System.setProperty("javax.net.ssl.trustStorePassword", Certificate.PASSWORD);
    }
}
