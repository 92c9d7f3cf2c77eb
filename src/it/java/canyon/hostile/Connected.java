package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.Await;
import canyon.wire.Peer;
import java.io.IOException;
import java.util.Map;

/**
 * How many clients a Canyon has, as its HTTP API says.
 *
 * @param peer whose application is {@code app}, with the API key {@code api-key}
 */
record Connected(Peer peer) {
    /** Asks until it is so. */
    void await(int count) throws IOException {
        Await.until(() -> assertThat(count()).as("connections").isEqualTo(count));
    }

    int count() throws IOException {
        String status = peer.call("GET", "/apps/app/status", Map.of("Authorization", "Bearer api-key"), "")
                .answer()
                .body();
        return Integer.parseInt(status.replaceFirst(".*\"subscription_count\":(\\d+).*", "$1"));
    }
}
