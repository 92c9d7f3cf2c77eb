package canyon.clients;

import canyon.clients.EchoClient.Heard;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.wire.Laravel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;

/** Official clients of one generation, and what they are connected to. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class EchoClients {
    static final String SHIPPED = "App\\Events\\OrderShipped";
    private static final List<String> HEARD = List.of(
            SHIPPED,
            "subscription_error",
            "presence:subscribed",
            "presence:joining",
            "presence:leaving",
            "client-typing");

    final Laravel laravel;
    private final URI server;
    private final List<EchoClient> clients = new ArrayList<>();

    EchoClients(CanyonServer canyon, RedisServerFixture redis) {
        server = canyon.http();
        laravel = Laravel.with(redis);
    }

    abstract EchoClient newClient();

    @AfterEach
    void close() {
        clients.forEach(EchoClient::close);
        laravel.close();
    }

    /** A client that is closed after the test. */
    final EchoClient connectable() {
        EchoClient client = newClient();
        clients.add(client);
        return client;
    }

    /** @param transports with commas between them, in the order in which they are tried */
    final void connect(EchoClient client, String transports) throws InterruptedException {
        client.connect(server, transports.split(",", -1));
        HEARD.forEach(client::listenTo);
    }

    /** What was asked for before is done when a name that cannot be joined is refused. */
    static Heard roundTrip(EchoClient client) throws InterruptedException {
        client.subscribe("\u0001");
        return client.await();
    }
}
