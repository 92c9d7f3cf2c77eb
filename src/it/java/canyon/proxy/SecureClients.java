package canyon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.clients.EchoClient;
import canyon.clients.FirstGeneration;
import canyon.clients.SocketIoClient;
import canyon.pusher.PusherClient;
import canyon.support.CanyonServers;
import canyon.support.Certificate;
import canyon.wire.HttpAnswer;
import canyon.wire.Peer;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What official clients of each kind must find at an https URL. They check its certificate. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
abstract class SecureClients {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    final String channel = "secure-" + UUID.randomUUID();

    private final URI https;
    private final Path trustStore;
    final SignedApi api;

    /** @param peer that connects by TLS */
    SecureClients(URI https, Path trustStore, Peer peer) {
        this.https = https;
        this.trustStore = trustStore;
        this.api = new SignedApi(peer);
    }

    @BeforeEach
    void trust() {
        trust(trustStore);
    }

    /** The libraries believe whom the system properties name when they connect. */
    static void trust(Path store) {
        System.setProperty(TRUST_STORE, store.toString());
        System.setProperty(TRUST_STORE + "Password", Certificate.PASSWORD);
    }

    @AfterEach
    void forget() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
    }

    @ParameterizedTest
    @CsvSource({
        "1, websocket, websocket", "1, polling, polling", "1, polling;websocket, websocket",
        "2, websocket, websocket", "2, polling, polling", "2, polling;websocket, websocket"
    })
    void a_socket_io_client_hears_by(int generation, String transports, String transport) throws Exception {
        try (EchoClient client = generation == 1 ? FirstGeneration.client() : new SocketIoClient()) {
            join(client, https, transports.split(";", -1));

            EchoClient.Heard heard = published(client);
            for (int i = 0; !heard.transport().equals(transport) && i < 20; i++) {
                // The upgrade comes when it comes.
                heard = published(client);
            }

            assertThat(heard.transport()).isEqualTo(transport);
        }
    }

    /** Returns when the client hears the channel. */
    final void join(EchoClient client, URI server, String... transports) throws InterruptedException {
        client.connect(server, transports);
        client.listenTo("shipped");
        client.listenTo("subscription_error");
        client.subscribe(channel);
        // A name that cannot be joined is refused after the channel was joined.
        client.subscribe("\u0001");
        assertThat(client.await().event()).isEqualTo("subscription_error");
    }

    private EchoClient.Heard published(EchoClient client) throws Exception {
        publish(channel);
        EchoClient.Heard heard = client.await();
        assertThat(heard.arguments()).contains(channel).contains("\"n\":1");
        return heard;
    }

    @Test
    void a_pusher_client_hears() throws Exception {
        try (PusherClient client = pusher(https)) {
            client.connect();
            client.join(channel);

            publish(channel);

            assertThat(client.hear()).isEqualTo("shipped " + channel + " {\"n\":1}");
        }
    }

    static PusherClient pusher(URI server) {
        return new PusherClient(server, CanyonServers.APP_KEY, (name, id) -> "", id -> "");
    }

    final void publish(String where) throws IOException {
        HttpAnswer answer =
                api.post("/events", "{\"channel\":\"" + where + "\",\"name\":\"shipped\",\"data\":\"{\\\"n\\\":1}\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
