package canyon.clients;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;

/** {@code io.socket:socket.io-client} 2, which speaks Engine.IO 4. */
class SecondGenerationIT extends EchoClientContract {
    SecondGenerationIT(CanyonServer canyon, RedisServerFixture redis) {
        super(canyon, redis);
    }

    @Override
    EchoClient newClient() {
        return new SocketIoClient();
    }
}
