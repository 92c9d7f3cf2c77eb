package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.RedisServerFixture;
import canyon.wire.Laravel;
import canyon.wire.Listener;
import canyon.wire.Peer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a test does, somebody else was connected all the time and still hears afterwards. */
@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class AmongOthers {
    private static final String CHANNEL = "bystanders";

    final Peer peer;
    final Laravel laravel;
    private final Listener bystander;

    AmongOthers(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        peer = Peer.of(canyon);
        laravel = Laravel.with(redis);
        bystander = Listener.on(peer, CHANNEL);
    }

    @AfterEach
    void others_still_hear() throws IOException {
        try (laravel;
                bystander;
                Listener newcomer = Listener.on(peer, CHANNEL)) {
            laravel.event(CHANNEL, "calm", "1");
            assertThat(bystander.hear()).isEqualTo("42[\"calm\",\"bystanders\",1]");
            assertThat(newcomer.hear()).isEqualTo("42[\"calm\",\"bystanders\",1]");
        }
    }
}
