package canyon.clients;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;

/** {@code io.socket:socket.io-client} 1, which speaks Engine.IO 3. */
class FirstGenerationIT extends EchoClientContract {
    FirstGenerationIT(CanyonServer canyon, RedisServerFixture redis) {
        super(canyon, redis);
    }

    @Override
    EchoClient newClient() {
        return FirstGeneration.client();
    }
}
