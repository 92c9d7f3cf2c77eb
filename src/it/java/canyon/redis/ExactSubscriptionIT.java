package canyon.redis;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Await;
import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.wire.Laravel;
import canyon.wire.Peer;
import canyon.wire.PusherSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;

/** A whole Canyon that subscribes only to what its clients have joined. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(120)
class ExactSubscriptionIT {
    private static final String PREFIX = "laravel_database_";

    private RedisServerFixture redis;
    private CanyonServer canyon;
    private Peer peer;

    @BeforeAll
    void start() throws IOException {
        redis = RedisServerFixture.start();
        canyon = CanyonServer.start(Map.of(
                "canyon.redis.url",
                redis.uri().toString(),
                "canyon.redis.prefix",
                PREFIX,
                "canyon.redis.subscription",
                "exact",
                "canyon.app.id",
                CanyonServers.APP_ID,
                "canyon.app.key",
                CanyonServers.APP_KEY,
                "canyon.app.secret",
                CanyonServers.APP_SECRET));
        peer = Peer.of(canyon);
    }

    @AfterAll
    void stop() throws IOException {
        canyon.close();
        redis.close();
    }

    @Test
    void whoever_is_told_that_it_has_joined_hears_everything_from_then_on() throws Exception {
        try (Laravel laravel = Laravel.with(redis)) {
            for (int i = 0; i < 100; i++) {
                String channel = "orders-" + i;
                try (PusherSocket client = PusherSocket.to(peer).join(channel)) {
                    laravel.event(PREFIX + channel, "shipped", "1");

                    client.hear("shipped");
                }
            }
        }
    }

    @Test
    void redis_is_not_asked_for_what_nobody_hears() throws Exception {
        try (PusherSocket client = PusherSocket.to(peer).join("mine");
                Jedis jedis = new Jedis(redis.uri())) {
            Set<String> subscribed = Set.copyOf(jedis.pubsubChannels());

            assertThat(subscribed).contains(PREFIX + "mine").doesNotContain(PREFIX + "others");
            assertThat(jedis.publish(PREFIX + "others", "{}")).isZero();
            assertThat(jedis.publish(PREFIX + "mine", "{\"event\":\"shipped\",\"data\":1}"))
                    .isEqualTo(1);
            client.hear("shipped");
        }
    }

    @Test
    void the_last_event_of_a_cache_channel_waits_for_its_first_client() throws Exception {
        try (Laravel laravel = Laravel.with(redis);
                PusherSocket witness = PusherSocket.to(peer).join("witness")) {
            laravel.event(PREFIX + "cache-prices", "changed", "1");
            laravel.event(PREFIX + "cache-prices", "changed", "2");
            laravel.event(PREFIX + "witness", "shipped", "3");
            witness.hear("shipped");

            try (PusherSocket client = PusherSocket.to(peer).join("cache-prices")) {
                assertThat(client.hear("changed").toString()).contains("2");
            }
        }
    }

    @Test
    void after_an_outage_of_redis_everybody_hears_again() throws Exception {
        try (PusherSocket client = PusherSocket.to(peer).join("outage")) {
            redis.stop();
            try (PusherSocket newcomer = PusherSocket.to(peer).join("outage-newcomer")) {
                redis.startAgain();
                try (Laravel laravel = Laravel.with(redis);
                        Jedis jedis = new Jedis(redis.uri())) {
                    Await.within(
                            Duration.ofSeconds(60),
                            () -> assertThat(jedis.pubsubNumSub(PREFIX + "outage", PREFIX + "outage-newcomer"))
                                    .doesNotContainValue(0L));
                    laravel.event(PREFIX + "outage", "shipped", "1");
                    laravel.event(PREFIX + "outage-newcomer", "shipped", "2");

                    client.hear("shipped");
                    newcomer.hear("shipped");
                }
            }
        }
    }
}
