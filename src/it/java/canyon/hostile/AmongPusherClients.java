package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.PusherSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;

/** Also a client of Pusher's was connected all the time, and still hears. */
abstract class AmongPusherClients extends AmongOthers {
    private static final String CHANNEL = "pusher-bystanders";

    private final PusherSocket bystander;

    AmongPusherClients(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
        bystander = PusherSocket.to(peer).join(CHANNEL);
    }

    @AfterEach
    void pusher_clients_still_hear() throws IOException {
        try (bystander;
                PusherSocket newcomer = PusherSocket.to(peer).join(CHANNEL)) {
            laravel.event(CHANNEL, "calm", "1");
            bystander.hear("calm");
            newcomer.hear("calm");
        }
    }

    /** It is told what is wrong, by an error that has no code. */
    static void isCorrected(PusherSocket client) throws IOException {
        JsonObject error = client.hear("pusher:error").getJsonObject("data");
        assertThat(error.getString("message")).isNotEmpty();
        assertThat(error.isNull("code")).isTrue();
    }

    /** It may not join. */
    static void isRefused(PusherSocket client, int status, String type) throws IOException {
        JsonObject error = client.hear("pusher:subscription_error").getJsonObject("data");
        assertThat(error.getInt("status")).as(error.toString()).isEqualTo(status);
        assertThat(error.getString("type")).isEqualTo(type);
    }
}
