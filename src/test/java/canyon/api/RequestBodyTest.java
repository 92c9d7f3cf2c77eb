package canyon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestBodyTest {
    @Test
    void a_body_at_the_limit_is_read() throws RefusedRequestException {
        assertThat(RequestBody.read(new ByteArrayInputStream(new byte[1024]), 1024))
                .hasSize(1024);
    }

    @Test
    void a_larger_body_is_refused_and_not_read_to_its_end() throws IOException {
        InputStream body = new ByteArrayInputStream(new byte[5000]);

        assertThatThrownBy(() -> RequestBody.read(body, 1024))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("The body must have at most 1024 bytes (canyon.limits.http-body-bytes)")
                .extracting("status")
                .isEqualTo(413);
        assertThat(body.available()).isEqualTo(5000 - 1025);
    }

    @Test
    void a_client_that_goes_away_is_no_fault_of_the_server() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int start, int length) throws IOException {
                return read();
            }
        };

        assertThatThrownBy(() -> RequestBody.read(broken, 1024))
                .isInstanceOf(RefusedRequestException.class)
                .extracting("status")
                .isEqualTo(400);
    }
}
