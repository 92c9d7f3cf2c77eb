package canyon.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.RedisServerFixture;
import canyon.wire.HttpAnswer;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as script and bodies as forms, which clients of revision 3 use in browsers without anything better. */
class JsonpIT extends AmongOthers {
    JsonpIT(CanyonServer canyon, RedisServerFixture redis) throws IOException {
        super(canyon, redis);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "42, 42", "0);alert(1);//, 01", "x, ''", "'', ''", "%3Cscript%3E7, 7", "٣, ''"})
    void only_digits_reach_the_script(String callback, String digits) throws IOException {
        String encoded = callback.startsWith("%") ? callback : URLEncoder.encode(callback, StandardCharsets.UTF_8);

        HttpAnswer answer =
                peer.get("/socket.io/?EIO=3&transport=polling&j=" + encoded).answer();

        assertThat(answer.body()).startsWith("___eio[" + digits + "](\"").endsWith("\");");
        assertThat(answer.body()).doesNotContain("alert", "<");
    }

    @Test
    void what_is_data_stays_data_in_the_script() throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 3);
        assertThat(post(intruder, "42[\"subscribe\",{\"channel\":\"a+b & 100%\"}]")
                        .body())
                .isEqualTo("ok");
        String data = "\"\u2028\u2029\\\");alert(1);//\\\\ é漢🦊\"";

        laravel.event("a+b & 100%", "E", data);
        HttpAnswer answer = peer.get(intruder.path() + "&j=0").answer();

        assertThat(answer.body()).startsWith("___eio[0](\"").endsWith("\");").doesNotContain("\u2028", "\u2029");
        String packet = "42[\"E\",\"a+b & 100%\"," + data + "]";
        assertThat(argument(answer.body())).isEqualTo(packet.length() + ":" + packet);
    }

    /** New lines, which a form changes on its way, are written by the client with one more backslash. */
    @Test
    void new_lines_come_through_a_form() throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 3);

        assertThat(post(intruder, "42[\"subscribe\",\\n{\"channel\":\"private-\\\\n\"}]", -2)
                        .body())
                .isEqualTo("ok");

        assertThat(intruder.poll().answer().body()).endsWith("42[\"subscription_error\",\"private-\\u000a\",400]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "d=", "x=2:40", "d=%zz", "d=%ff", "d=1", "d=9:4", "1:2"})
    void a_form_that_holds_no_packets_ends_the_session_or_says_nothing(String form) throws IOException {
        PollingIntruder intruder = PollingIntruder.at(peer, 3);

        assertThat(postForm(intruder, form).body()).isEqualTo("ok");

        if (!form.equals("d=")) {
            intruder.isGone();
        }
    }

    private HttpAnswer post(PollingIntruder intruder, String packet) throws IOException {
        return post(intruder, packet, 0);
    }

    /** @param change of the packet's length by what the form does to it */
    private HttpAnswer post(PollingIntruder intruder, String packet, int change) throws IOException {
        String payload = (packet.length() + change) + ":" + packet;
        return postForm(intruder, "d=" + URLEncoder.encode(payload, StandardCharsets.UTF_8));
    }

    private HttpAnswer postForm(PollingIntruder intruder, String form) throws IOException {
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
        return peer.call("POST", intruder.path() + "&j=0", headers, form).answer();
    }

    private static String argument(String script) {
        String quoted =
                script.substring(script.indexOf('('), script.length() - 2).substring(1);
        try (JsonReader reader = Json.createReader(new StringReader(quoted))) {
            return ((JsonString) reader.readValue()).getString();
        }
    }
}
