package canyon.dashboard.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.dashboard.selftest.Check.Finding;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is seen and what is advised. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatusesTest {
    private static final String PATH = "/app/key?protocol=7";

    private static Arrival arrived(String path, @Nullable String upgrade, @Nullable String connection) {
        return new Arrival(path, "HTTP/1.1", upgrade, connection, null, null, null, null, "127.0.0.1", false, 80);
    }

    private static Finding handshake(int status, @Nullable Arrival arrival) {
        return finding(Statuses.ofHandshake(status, "", Optional.ofNullable(arrival), PATH));
    }

    private static Finding finding(Outcome outcome) {
        return Objects.requireNonNull(outcome.finding());
    }

    @Test
    void the_header_that_did_not_arrive_is_named() {
        assertThat(handshake(404, arrived("/app/key", null, "close")).problem())
                .isEqualTo("404: the request arrived without the header Upgrade");
        assertThat(handshake(404, arrived("/app/key", null, "close")).advice()).isEqualTo(Advice.UPGRADE);
        assertThat(handshake(400, arrived("/app/key", "websocket", "close")).advice())
                .isEqualTo(Advice.CONNECTION);
    }

    @Test
    void a_path_that_nobody_passes_on_or_that_was_changed_is_named() {
        assertThat(handshake(404, null).advice()).isEqualTo(Advice.path("/app/key"));
        assertThat(handshake(404, arrived("/ws/app/key", "websocket", "Upgrade"))
                        .problem())
                .isEqualTo("404: it arrived at /ws/app/key");
        assertThat(handshake(404, arrived("/key", "websocket", "Upgrade")).problem())
                .isEqualTo("404: it arrived at /key instead of /app/key");
    }

    @Test
    void a_proxy_that_reaches_nobody_and_one_that_sends_elsewhere_are_told_apart() {
        assertThat(handshake(502, null).advice()).isEqualTo(Advice.UNREACHED);
        assertThat(handshake(426, null).advice()).isEqualTo(Advice.HTTP_2_ONLY);
        assertThat(finding(Statuses.of(301, "https://shop.test/app", Optional.empty(), PATH))
                        .problem())
                .isEqualTo("301: sent elsewhere, to https://shop.test/app");
        assertThat(handshake(504, arrived("/app/key", "websocket", "Upgrade")).problem())
                .isEqualTo("504 by the proxy, although the request arrived");
    }

    @Test
    void what_broke_is_said_in_words() {
        assertThat(trouble(new SSLHandshakeException("PKIX path building failed"))
                        .problem())
                .isEqualTo("the certificate is not trusted");
        assertThat(trouble(new SSLHandshakeException("No subject alternative DNS name matching x"))
                        .problem())
                .isEqualTo("the certificate is for another host");
        assertThat(trouble(new SSLHandshakeException("Unsupported or unrecognized SSL message"))
                        .problem())
                .isEqualTo("no TLS is spoken there");
        assertThat(trouble(new ConnectException("x")).problem()).contains("connection refused");
        assertThat(trouble(new TimeoutException()).problem()).isEqualTo("no answer within 3 s");
        assertThat(trouble(new IOException("odd\u0007")).problem()).isEqualTo("the connection broke: odd ");
    }

    @Test
    void a_server_of_HTTP_2_alone_is_suspected_by_how_it_breaks() {
        assertThat(Troubles.mayBeHttp2(new IOException("HTTP/1.1 header parser received no bytes")))
                .isTrue();
        assertThat(Troubles.mayBeHttp2(new IOException(new EOFException("EOF reached while reading"))))
                .isTrue();
        assertThat(Troubles.mayBeHttp2(new ConnectException("refused"))).isFalse();
    }

    private static Finding trouble(Exception failure) {
        return finding(Troubles.of(failure));
    }
}
