package canyon.clients;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;

/** {@code io.socket:socket.io-client} 1. */
class FirstGenerationMembershipIT extends MembershipContract {
    FirstGenerationMembershipIT(CanyonServer canyon, RedisServerFixture redis) {
        super(canyon, redis);
    }

    @Override
    EchoClient newClient() {
        return FirstGeneration.client();
    }
}
