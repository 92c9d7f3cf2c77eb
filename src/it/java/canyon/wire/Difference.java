package canyon.wire;

import canyon.wire.Transcript.Line;
import java.util.Arrays;
import java.util.List;

/**
 * What Canyon does at one line of a recording, on purpose.
 *
 * @param instead of an answer of the server, or after something that a client does; in the form of a recording, and
 *     nothing if Canyon does nothing
 */
record Difference(String transcript, int line, List<Line> instead, String why) {
    private static final String HTTP = """
            {"kind":"http-response","status":%d,"rawHeaders":["Content-Type","application/json",\
            "Access-Control-Allow-Origin","*"],"body":"%s"}""";

    private static final String API = """
            {"kind":"http-response","status":%d,"rawHeaders":["Content-Type","application/json; charset=utf-8"],\
            "body":"{\\"error\\":\\"%s\\"}"}""";

    private static final String FRAME = """
            {"who":"server->%s","kind":"ws-frame","data":"%s"}""";

    static Builder at(String transcript, int... lines) {
        return new Builder(transcript, lines);
    }

    record Builder(String transcript, int... lines) {
        List<Difference> nothing(String why) {
            return instead(why);
        }

        List<Difference> error(int status, String body, String why) {
            return instead(why, HTTP.formatted(status, body.replace("\"", "\\\"")));
        }

        /** As the HTTP API refuses. */
        List<Difference> refused(int status, String error, String why) {
            return instead(why, API.formatted(status, error));
        }

        /** A frame to one client. */
        List<Difference> frame(String client, String data, String why) {
            return instead(
                    why, FRAME.formatted(client, data.replace("\\", "\\\\").replace("\"", "\\\"")));
        }

        List<Difference> instead(String why, String... instead) {
            List<Line> parsed = Arrays.stream(instead).map(Line::parse).toList();
            return Arrays.stream(lines)
                    .mapToObj(line -> new Difference(transcript, line, parsed, why))
                    .toList();
        }
    }
}
