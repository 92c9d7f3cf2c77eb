package canyon.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.auth.AuthEndpoint;
import canyon.http.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body that nobody could want costs no time and no memory. */
@ParameterizedClass
@EnumSource
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class LongBodyIT {
    private static final int MAX_BODY_BYTES = 1000;

    private final AuthEndpoint endpoint;

    LongBodyIT(JaxRsClient client) {
        endpoint = client.endpoint(new HttpSettings(Duration.ofSeconds(20), true, MAX_BODY_BYTES, 1), Thread::new);
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_long_body_is_not_waited_for(LongBody body) throws Exception {
        AtomicLong written = new AtomicLong();
        try (FakeApplication application = new FakeApplication(connection -> {
            connection.read();
            connection.write("HTTP/1.1 " + body.head + "\r\n\r\n");
            for (int i = 0; i < body.pieces; i++) {
                connection.write(body.piece);
                written.addAndGet(body.piece.length());
            }
            connection.hold();
        })) {
            AuthEndpoint.Answer answer = ask(application.url());

            assertThat(answer.truncated()).isTrue();
            assertThat(answer.body()).isEqualTo("x".repeat(MAX_BODY_BYTES));
            application.awaitEnd();
            assertThat(written.get()).isLessThan(8_000_000);
        }
    }

    enum LongBody {
        TEN_MEGABYTES("200 OK\r\nContent-Length: 10000000", "x".repeat(10_000), 1000),
        TEN_MEGABYTES_REFUSED("403 Forbidden\r\nContent-Length: 10000000", "x".repeat(10_000), 1000),
        ENDLESS("200 OK", "x".repeat(10_000), Integer.MAX_VALUE),
        ENDLESS_ERROR("500 Internal Server Error", "x".repeat(10_000), Integer.MAX_VALUE),
        ENDLESS_CHUNKS(
                "200 OK\r\nTransfer-Encoding: chunked", "2710\r\n" + "x".repeat(10_000) + "\r\n", Integer.MAX_VALUE),
        ENDLESS_CHUNKS_REFUSED(
                "403 Forbidden\r\nTransfer-Encoding: chunked",
                "2710\r\n" + "x".repeat(10_000) + "\r\n",
                Integer.MAX_VALUE);

        final String head;
        final String piece;
        final int pieces;

        LongBody(String head, String piece, int pieces) {
            this.head = head;
            this.piece = piece;
            this.pieces = pieces;
        }
    }

    private AuthEndpoint.Answer ask(URI url) throws IOException {
        return endpoint.post(url, Map.of("Accept", "application/json"), Map.of("socket_id", "1.2"));
    }
}
