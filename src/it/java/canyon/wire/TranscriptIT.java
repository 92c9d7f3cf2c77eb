package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(CanyonServers.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TranscriptIT {
    /** How often requests may overtake each other. */
    private static final int ATTEMPTS = 4;

    static List<Transcript> transcripts() {
        return Transcript.all();
    }

    @Test
    void all_of_them_are_there() {
        assertThat(transcripts())
                .extracting(Transcript::number)
                .containsExactly(
                        "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "20", "21", "22", "23",
                        "24");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void canyon_answers_as_the_recorded_server_did(
            Transcript transcript, CanyonServer canyon, RedisServerFixture redis, LaravelApp app)
            throws IOException, InterruptedException, OvertakenException {
        for (int attempts = 1; !isPlayed(transcript, canyon, redis, app, attempts == ATTEMPTS); attempts++) {
            System.out.println("transcript " + transcript.number() + " is played again");
        }
    }

    /** False if requests came in another order than they were sent, which is then allowed. */
    private static boolean isPlayed(
            Transcript transcript, CanyonServer canyon, RedisServerFixture redis, LaravelApp app, boolean last)
            throws IOException, InterruptedException, OvertakenException {
        Peer peer = Peer.of(canyon);
        try (Laravel laravel = Laravel.with(redis);
                Witnesses witnesses = Witnesses.of(peer, laravel);
                Replay replay = new Replay(transcript, peer, laravel, app, witnesses)) {
            replay.run();
            return true;
        } catch (OvertakenException e) {
            if (last) {
                throw e;
            }
            return false;
        }
    }
}
