package canyon.imported;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import com.pusher.rest.Pusher;
import com.pusher.rest.data.Result;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Installations of soketi, Reverb and laravel-websockets that have become one of Canyon. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PusherServersIT {
    @ParameterizedTest
    @CsvSource({
        "soketi.json, shop, shop-key, shop-secret",
        "reverb.env, 256980, f4l2tmwqf6eg0f6jz0mw, zioqeto9xrytlnlg7sj6",
        "laravel-websockets.env, 12345, ABCDEFG, HIJKLMNOP",
    })
    void its_client_hears_what_laravel_publishes(String file, String id, String key, String secret) throws Exception {
        try (CanyonServer canyon =
                CanyonServer.start(Map.of("canyon.import", Samples.file(file).toString()))) {
            Pusher laravel = new Pusher(id, key, secret);
            laravel.setHost("127.0.0.1:" + canyon.http().getPort());
            for (String channel : new String[] {"orders", "private-orders"}) {
                try (PusherEar ear = PusherEar.in(channel, canyon.http(), key, laravel)) {
                    Result published = laravel.trigger(channel, "OrderShipped", Map.of("n", 1));

                    assertThat(published.getHttpStatus())
                            .as(published.getMessage())
                            .isEqualTo(200);
                    assertThat(ear.hear()).isEqualTo("{\"n\":1}");
                }
            }
            assertThat(canyon.log()).contains("is not imported:").doesNotContain(secret);
        }
    }
}
