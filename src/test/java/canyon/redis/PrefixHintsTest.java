package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.channel.ChannelRegistry;
import canyon.config.RedisPrefixes;
import canyon.connection.Connection;
import canyon.connection.Outbox;
import canyon.message.ChannelName;
import canyon.message.SocketId;
import canyon.protocol.socketio.EchoProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrefixHintsTest {
    private static final RedisPrefixes PREFIXES = RedisPrefixes.parse("*_database_,none");

    private final Ticker ticker = new Ticker();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final LogRecorder log = new LogRecorder(PrefixHints.class);
    private final PrefixHints hints = new PrefixHints(registry, ticker);

    @AfterEach
    void stopRecording() {
        log.close();
    }

    @Test
    void private_in_the_middle_names_what_stands_before_it() {
        arrives("shop_private-orders");

        assertThat(log.lines())
                .containsExactly(
                        "events arrive on \"shop_private-orders\" and nobody listens: if \"shop_\" is the prefix"
                                + " of Laravel's Redis connection, add \"shop_\" to canyon.redis.prefix");
    }

    @Test
    void the_whole_prefix_is_named_if_a_part_of_it_was_known() {
        arrives("my_database_eu:presence-room");

        assertThat(log.lines()).singleElement().asString().contains("add \"my_database_eu:\"");
    }

    @Test
    void the_end_of_a_name_that_clients_listen_to_names_what_stands_before_it() {
        subscribe("orders");

        arrives("shop:orders");

        assertThat(log.lines()).singleElement().asString().contains("add \"shop:\"");
    }

    @Test
    void names_that_are_heard_or_unsuspicious_give_no_hint() {
        subscribe("orders");
        subscribe("shop_private-orders");

        arrives("orders");
        arrives("shop_private-orders");
        arrives("news");
        arrives("private-orders");
        arrives("presence-room-private-corner");

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void one_prefix_is_told_in_a_minute_and_none_twice() {
        arrives("a_private-x");
        arrives("b_private-x");
        ticker.pass(PrefixHints.INTERVAL);
        arrives("a_private-y");
        arrives("b_private-x");
        ticker.pass(PrefixHints.INTERVAL);
        arrives("b_private-z");

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).contains("\"a_\"");
        assertThat(log.lines().get(1)).contains("\"b_\"");
    }

    @Test
    void a_channel_that_somebody_joins_later_is_looked_at_again() {
        arrives("shop_orders");
        subscribe("orders");
        arrives("shop_orders");
        assertThat(log.lines()).isEmpty();

        ticker.pass(PrefixHints.INTERVAL);
        arrives("shop_orders");

        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void only_so_many_names_are_looked_at_in_a_minute() {
        for (int i = 0; i < PrefixHints.LOOKED_AT_COUNT; i++) {
            arrives("news" + i);
        }
        arrives("shop_private-orders");
        assertThat(log.lines()).isEmpty();

        ticker.pass(PrefixHints.INTERVAL);
        arrives("shop_private-orders");

        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void very_long_names_are_not_looked_at() {
        arrives("x".repeat(PrefixHints.NAME_LENGTH) + "private-orders");

        assertThat(log.lines()).isEmpty();
    }

    private void arrives(String redisChannel) {
        hints.look(redisChannel, new ChannelName(PREFIXES.strip(redisChannel).orElseThrow()));
    }

    private void subscribe(String channel) {
        Connection connection = new Connection(
                new Connection.Identity("", SocketId.random()),
                new EchoProtocol(),
                new Outbox(1024, cause -> {}),
                reason -> {});
        registry.join(connection, new ChannelName(channel));
    }
}
