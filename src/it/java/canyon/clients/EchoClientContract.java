package canyon.clients;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.clients.EchoClient.Heard;
import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the official clients of both generations on channels that are open to everybody. */
abstract class EchoClientContract extends EchoClients {
    /** What the channel orders is called in the Redis of a fresh Laravel. */
    private static final String ORDERS = "laravel_database_orders";

    private final EchoClient client = connectable();
    private final EchoClient other = connectable();

    EchoClientContract(CanyonServer canyon, RedisServerFixture redis) {
        super(canyon, redis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void an_event_of_laravel_arrives_by(String transports) throws Exception {
        join(client, transports, "orders");

        laravel.event(ORDERS, SHIPPED, "{\"name\":\"Zoë 漢🦊\"}");

        Heard heard = client.await();
        assertThat(heard.event()).isEqualTo(SHIPPED);
        assertThat(heard.arguments()).isEqualTo("[orders, {\"name\":\"Zoë 漢🦊\"}]");
        assertThat(transports).contains(heard.transport());
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void many_events_arrive_in_their_order_also_while_the_transport_changes(String transports) throws Exception {
        join(client, transports, "orders");

        for (int i = 0; i < 1000; i++) {
            laravel.event(ORDERS, SHIPPED, String.valueOf(i));
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(client.await().arguments()).isEqualTo("[orders, " + i + "]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void a_large_event_arrives_whole_by(String transport) throws Exception {
        join(client, transport, "orders");
        String text = "Zoë 漢🦊 ".repeat(50_000);

        laravel.event(ORDERS, SHIPPED, "\"" + text + "\"");

        assertThat(client.await().arguments()).isEqualTo("[orders, " + text + "]");
    }

    @Test
    void polling_gives_way_to_a_web_socket() throws Exception {
        join(client, "polling,websocket", "orders");

        // However fast the upgrade is, an answer comes by WebSocket in the end.
        Heard heard = roundTrip(client);
        long rounds = 1;
        while (!heard.transport().equals("websocket") && rounds < 10_000) {
            heard = roundTrip(client);
            rounds++;
        }

        assertThat(heard.transport()).as("after " + rounds + " round trips").isEqualTo("websocket");
        laravel.event(ORDERS, SHIPPED, "1");
        assertThat(client.await()).isEqualTo(new Heard(SHIPPED, "[orders, 1]", "websocket"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void its_id_has_the_form_that_laravel_accepts_and_keeps_it_out_of_what_is_for_others(String transport)
            throws Exception {
        join(client, transport, "orders");
        join(other, transport, "orders");

        laravel.toOthers(ORDERS, SHIPPED, "1", client.id());
        laravel.event(ORDERS, SHIPPED, "2");

        assertThat(client.id()).matches("\\d+\\.\\d+").isNotEqualTo(other.id());
        assertThat(other.await().arguments()).isEqualTo("[orders, 1]");
        assertThat(other.await().arguments()).isEqualTo("[orders, 2]");
        assertThat(client.await().arguments()).isEqualTo("[orders, 2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void after_unsubscribing_it_hears_nothing(String transport) throws Exception {
        join(client, transport, "orders");
        client.subscribe("others");
        client.unsubscribe("orders");
        assertThat(roundTrip(client).event()).isEqualTo("subscription_error");

        laravel.event(ORDERS, SHIPPED, "1");
        laravel.event("laravel_database_others", SHIPPED, "2");

        assertThat(client.await().arguments()).isEqualTo("[others, 2]");
    }

    private void join(EchoClient who, String transports, String channel) throws InterruptedException {
        connect(who, transports);
        who.subscribe(channel);
        assertThat(roundTrip(who).event()).isEqualTo("subscription_error");
    }
}
