package canyon.clients;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;

/** {@code io.socket:socket.io-client} 2. */
class SecondGenerationMembershipIT extends MembershipContract {
    SecondGenerationMembershipIT(CanyonServer canyon, RedisServerFixture redis) {
        super(canyon, redis);
    }

    @Override
    EchoClient newClient() {
        return new SocketIoClient();
    }
}
