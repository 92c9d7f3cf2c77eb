package canyon.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import canyon.auth.AuthEndpoint;
import canyon.http.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application that is slow, down, endless or gone does not hold whoever asks it. */
@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class SlowApplicationIT {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** More than twice the time-out, because the machine may be busy; without a limit it would be for ever. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final AuthEndpoint endpoint;

    SlowApplicationIT(JaxRsClient client) {
        endpoint = client.endpoint(new HttpSettings(TIMEOUT, true, 1_000_000, 4), Thread::new);
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_call_ends_in_time(Slowness slowness) throws Exception {
        try (FakeApplication application = new FakeApplication(slowness)) {
            long start = System.nanoTime();

            assertThatIOException().isThrownBy(() -> ask(application.url()));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        }
    }

    /** Those whose head never ends are left, because no client of JAX-RS can be told to stop reading. */
    @ParameterizedTest
    @EnumSource(names = {"NO_ANSWER", "BODY_BYTE_BY_BYTE", "CHUNK_BY_CHUNK", "BODY_THAT_STOPS"})
    void the_connection_of_a_call_that_was_too_slow_is_closed(Slowness slowness) throws Exception {
        try (FakeApplication application = new FakeApplication(slowness)) {
            assertThatIOException().isThrownBy(() -> ask(application.url()));

            application.awaitEnd();
        }
    }

    /** The queue of connections to be accepted is full, so that the system does not answer. */
    @Test
    void a_connection_that_is_not_accepted_ends_in_time() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
            long start = System.nanoTime();

            for (int i = 0; i < 3; i++) {
                assertThatIOException().isThrownBy(() -> ask(url));
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        }
    }

    private AuthEndpoint.Answer ask(URI url) throws IOException {
        return endpoint.post(url, Map.of("Accept", "application/json"), Map.of("socket_id", "1.2"));
    }
}
