package canyon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import canyon.wire.RawWebSocket;
import canyon.wire.SignedApi;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** TLS that the application server ends itself. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(SecureServer.Starting.class)
class TlsByServerIT extends SecureClients {
    private final SecureServer server;

    TlsByServerIT(SecureServer server) {
        super(server.canyon().https(), server.trustStore(), server.peer());
        this.server = server;
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void canyon_knows_whether_the_client_came_by_tls() throws IOException {
        try (PusherSocket secure = PusherSocket.to(server.peer());
                RawWebSocket plain = Peer.of(server.canyon()).webSocket(PusherSocket.path(SignedApi.SHARED))) {
            assertThat(secure.id()).isNotEmpty();
            assertThat(plain.receive().toString()).contains("4000");
        }
    }
}
