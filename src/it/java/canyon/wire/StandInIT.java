package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import canyon.support.AuthAnswer;
import canyon.support.AuthRequest;
import canyon.support.LaravelApp;
import canyon.wire.Transcript.Line;
import jakarta.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The application that tests ask for authorization does what they believe it does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandInIT {
    private final LaravelApp app;
    private final Peer peer;

    StandInIT() throws IOException {
        app = LaravelApp.start();
        peer = new Peer(app.uri().getPort(), "127.0.0.1");
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
    }

    @Test
    void it_answers_as_the_application_of_the_recordings_did() throws Exception {
        List<Line> recorded = Transcript.all().stream()
                .flatMap(transcript -> transcript.lines().stream())
                .filter(line -> line.kind().equals("auth-request"))
                .toList();
        assertThat(recorded).hasSizeGreaterThan(30);

        for (Line line : recorded) {
            Map<String, String> headers = line.rawHeaders();
            headers.remove("host");
            HttpCall call = peer.call(line.text("method"), line.text("url"), headers, line.text("body"));
            JsonObject answered = line.fields().getJsonObject("answered");
            if (answered.getInt("status") == 0) {
                assertThatExceptionOfType(EOFException.class).isThrownBy(call::answer);
            } else {
                HttpAnswer answer = call.answer();
                assertThat(answer.status()).isEqualTo(answered.getInt("status"));
                assertThat(answer.body()).isEqualTo(answer.status() == 204 ? "" : answered.getString("body"));
            }
            AuthRequest request = app.await(any -> true);
            assertThat(request.body()).isEqualTo(line.text("body"));
            assertThat(request.headers("X-Requested-With")).containsExactly("XMLHttpRequest");
        }
    }

    @Test
    void what_it_holds_is_answered_by_the_test_and_holds_nothing_else() throws Exception {
        app.holds(request -> request.channel().equals("private-slow"));
        HttpCall slow = ask("private-slow");
        AuthRequest held = app.await("private-slow");

        assertThat(ask("private-other").answer().status()).isEqualTo(200);
        assertThat(slow.isAnswered()).isFalse();
        held.answer(AuthAnswer.of(418, "tea"));

        assertThat(slow.answer().body()).isEqualTo("tea");
    }

    @Test
    void it_answers_what_it_is_told_until_it_is_reset() throws Exception {
        app.answers("private-x", AuthAnswer.cutOff(200, "true"));
        HttpCall cut = ask("private-x");

        assertThatExceptionOfType(EOFException.class).isThrownBy(cut::answer);
        app.reset();

        assertThat(ask("private-x").answer().body()).isEqualTo("true");
        assertThat(app.requests()).hasSize(1);
    }

    @Test
    void it_can_go_down_and_come_back() throws Exception {
        app.stop();

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> ask("private-x"));
        app.startAgain();

        assertThat(ask("private-x").answer().body()).isEqualTo("true");
    }

    private HttpCall ask(String channel) throws IOException {
        return peer.call(
                "POST",
                "/broadcasting/auth",
                Map.of("Authorization", "Bearer good:1", "Connection", "close"),
                "channel_name=" + channel + "&socket_id=1.1");
    }
}
