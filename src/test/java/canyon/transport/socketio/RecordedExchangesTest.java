package canyon.transport.socketio;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges with the original server, replayed: transcripts 01 to 04, 08, 11, 20 to 22 and 24. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecordedExchangesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eio3/polling",
                "eio3/websocket",
                "eio3/upgrade",
                "eio3/public-channel",
                "eio3/redis-messages",
                "eio3/malformed-bodies",
                "eio3/malformed-frames",
                "eio3/two-polls",
                "eio4/polling",
                "eio4/websocket",
                "eio4/upgrade",
                "eio4/malformed-frames"
            })
    void Canyon_says_what_the_original_said_and_keeps_nothing(String exchange) throws Exception {
        try (Replay replay = new Replay()) {
            replay.play(RecordedExchange.read(exchange));
            replay.assertNothingLeft();
        }
    }
}
