package canyon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.ClusterSettings;
import canyon.message.ChannelName;
import canyon.support.RedisProcess;
import canyon.support.RedisServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** A node with more members than commands may wait for Redis. */
@ExtendWith(RedisServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ManyMembersIT {
    private static final ClusterSettings.Queue FEW = new ClusterSettings.Queue(100, 1 << 20);
    private static final int MEMBERS = 500;
    private static final ChannelName ROOM = new ChannelName("presence-room");
    private static final ChannelName HALL = new ChannelName("presence-hall");

    @RegisterExtension
    final LiveNodes nodes = new LiveNodes(Duration.ofSeconds(40));

    @Test
    void all_of_them_are_written_again_and_nobody_notices_when_redis_has_lost_them() throws Exception {
        RedisProcess redis = nodes.server();
        LiveNode one = nodes.add(new LiveNode(FEW, "redis://" + redis.place()));
        LiveNode two = nodes.add(new LiveNode(FEW, "redis://" + redis.place()));
        nodes.awaitUp();
        for (ChannelName channel : List.of(ROOM, HALL)) {
            two.join("2.1", channel, "ben");
            for (int i = 0; i < MEMBERS; i++) {
                one.join("1." + i, channel, "user" + i);
            }
        }
        awaitAll();
        redis.kill();
        redis.startAgain();
        nodes.awaitUp();

        nodes.await(() ->
                assertThat(List.of(seatsIn(redis, ROOM), seatsIn(redis, HALL))).containsOnly(MEMBERS + 1L));
        awaitAll();
        assertThat(two.leavingsSeenBy("2.1")).isZero();
        assertThat(one.leavingsSeenBy("1.0")).isZero();
    }

    @Test
    void all_of_them_leave_when_it_dies() throws Exception {
        RedisProcess redis = nodes.server();
        LiveNode one = nodes.add(new LiveNode(FEW, "redis://" + redis.place()));
        nodes.add(new LiveNode(FEW, "redis://" + redis.place()));
        nodes.awaitUp();
        for (int i = 0; i < MEMBERS; i++) {
            one.join("1." + i, new ChannelName("presence-" + i), "ann");
        }
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            nodes.await(() -> assertThat(jedis.keys("canyon:presence:*")).hasSize(MEMBERS));
            one.die();

            nodes.await(() -> assertThat(jedis.keys("canyon:presence:*")).isEmpty());
            nodes.await(() -> assertThat(jedis.zcard("canyon:{nodes}:leases")).isEqualTo(1));
            assertThat(jedis.keys("canyon:*ed:*")).isEmpty();
        }
    }

    private void awaitAll() {
        nodes.awaitEach(node -> {
            assertThat(node.members(ROOM)).hasSize(MEMBERS + 1);
            assertThat(node.members(HALL)).hasSize(MEMBERS + 1);
        });
    }

    private static long seatsIn(RedisProcess redis, ChannelName channel) {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            return jedis.hlen("canyon:presence:{:" + channel.text() + "}") - 1;
        }
    }
}
