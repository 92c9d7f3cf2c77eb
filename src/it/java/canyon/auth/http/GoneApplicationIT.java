package canyon.auth.http;

import static org.assertj.core.api.Assertions.assertThatIOException;

import canyon.auth.AuthEndpoint;
import canyon.http.HttpSettings;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An application that is not there is known not to be, without waiting for the time-out. */
@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class GoneApplicationIT {
    private final AuthEndpoint endpoint;

    GoneApplicationIT(JaxRsClient client) {
        endpoint = client.endpoint(new HttpSettings(Duration.ofSeconds(20), true, 1000, 1), Thread::new);
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void a_dropped_connection_is_a_failure_at_once() throws Exception {
        try (FakeApplication application = new FakeApplication(FakeConnection::read)) {
            assertThatIOException()
                    .isThrownBy(() -> ask(application.url()))
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_reset_connection_is_a_failure_at_once() throws Exception {
        try (FakeApplication application = new FakeApplication(connection -> {
            connection.read();
            connection.reset();
        })) {
            assertThatIOException()
                    .isThrownBy(() -> ask(application.url()))
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void an_application_that_is_down_is_a_failure_at_once() throws Exception {
        URI url;
        try (FakeApplication application = new FakeApplication(FakeConnection::read)) {
            url = application.url();
        }
        assertThatIOException().isThrownBy(() -> ask(url)).withMessageContaining("refused");
    }

    @Test
    void a_host_without_address_is_a_failure() {
        assertThatIOException().isThrownBy(() -> ask(URI.create("http://no-such-host.invalid/broadcasting/auth")));
    }

    private AuthEndpoint.Answer ask(URI url) throws IOException {
        return endpoint.post(url, Map.of("Accept", "application/json"), Map.of("socket_id", "1.2"));
    }
}
