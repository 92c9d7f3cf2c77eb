package canyon.wire;

import static canyon.wire.Difference.at;

import canyon.wire.Transcript.Line;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every line of the recordings at which Canyon differs. What differs at all lines of a kind is in {@link Answers}. */
final class Differences {
    private static final String NO_VERSION = "{\"code\":5,\"message\":\"Unsupported protocol version\"}";

    private static final String LOGIN_PAGE = "a login page must not admit anybody";
    private static final String CRASH = "what nobody understands ends nothing";

    private static final List<Difference> TABLE = Stream.of(
                    at("02", 21)
                            .instead(
                                    "the close of a client is answered; the recording ends before it",
                                    "{\"who\":\"server->B\",\"kind\":\"ws-closed\",\"code\":1000}"),
                    at("05", 49).frame("B", "42[\"subscription_error\",\"private-garbage\",403]", LOGIN_PAGE),
                    at("05", 65).nothing(LOGIN_PAGE),
                    at("06", 66).frame("A(user 1)", "42[\"subscription_error\",\"presence-garbage\",403]", LOGIN_PAGE),
                    at("07", 40).nothing("the name of a client event begins with client-, as Pusher's"),
                    at("08", 20).instead("numbers pass as they were written", """
                            {"who":"server->A","kind":"ws-frame",\
                            "data":"42[\\"Big\\",\\"c\\",{\\"n\\":12345678901234567890,\\"f\\":1.0,\\"e\\":1e400}]"}"""),
                    at("08", 30, 32, 34, 36, 40, 42).nothing("an event without a name makes clients throw"),
                    at("10", 58, 93).refused(404, "Not found", "JSON instead of a page"),
                    at("10", 60, 95, 99).refused(405, "Method not allowed", "a wrong method is not a wrong path"),
                    at("10", 101).refused(404, "Not found", "only the map itself is served as the map"),
                    at("11", 5)
                            .error(
                                    400,
                                    "{\"code\":0,\"message\":\"Transport unknown\"}",
                                    "the path is served without a slash too"),
                    at("11", 11, 13).error(400, NO_VERSION, "the official protocol suites want it"),
                    at("11", 17).instead("revision 4 is spoken natively", """
                            {"kind":"http-response","status":200,\
                            "rawHeaders":["Content-Type","text/plain; charset=UTF-8","Access-Control-Allow-Origin","*"],\
                            "body":"0{\\"sid\\":\\"Ex5kje_haS0IRVYtAAAV\\",\\"upgrades\\":[\\"websocket\\"],\
                            \\"pingInterval\\":25000,\\"pingTimeout\\":20000,\\"maxPayload\\":1000000}"}"""),
                    at("11", 29).instead("pages of other origins may send headers of their own", """
                            {"kind":"http-response","status":204,"rawHeaders":[\
                            "Access-Control-Allow-Credentials","true","Access-Control-Allow-Origin","http://shop.test",\
                            "Access-Control-Allow-Methods","GET,POST","Access-Control-Allow-Headers","content-type"]}"""),
                    at("11", 78).instead("every answer of a session has its headers", """
                            {"kind":"http-response","status":500,"rawHeaders":["Access-Control-Allow-Origin","*",\
                            "Set-Cookie","io=7MRoWL5KW3V7bk20AAAg; Path=/; HttpOnly; SameSite=Strict"]}"""),
                    at("11", 83)
                            .instead(
                                    "a path that nobody serves is answered; the recorded server left the client hanging",
                                    "{\"who\":\"server->W\",\"kind\":\"ws-refused\",\"status\":404,\"rawHeaders\":[]}"),
                    at("11", 112, 113).nothing("the end of the client that was left hanging in line 83"),
                    at("11", 86).instead("revision 4 is spoken natively", """
                            {"who":"server->W","kind":"ws-frame","data":"0{\\"sid\\":\\"tYO7yGjXSYDPmyg5AAAh\\",\
                            \\"upgrades\\":[],\\"pingInterval\\":25000,\\"pingTimeout\\":20000,\\"maxPayload\\":1000000}"}"""),
                    at("11", 87).nothing("in revision 5 a client is in no namespace before it asks"),
                    at("11", 88)
                            .instead(
                                    "in revision 5 a connect is answered with an id",
                                    "{\"who\":\"server->W\",\"kind\":\"ws-frame\",\"data\":\"40{\\\"sid\\\":\\\"own\\\"}\"}"),
                    at("12", 4, 8, 11).refused(400, "Event must include channel, event name and data", CRASH),
                    at("12", 5, 18, 25, 32, 39, 46).nothing(CRASH),
                    at("24", 71, 73).error(400, NO_VERSION, "the official protocol suites want it"))
            .flatMap(List::stream)
            .toList();

    private final String transcript;
    private final Set<Integer> unused;

    /** Those of one recording. */
    Differences(Transcript transcript) {
        this.transcript = transcript.number();
        this.unused = TABLE.stream()
                .filter(difference -> difference.transcript().equals(this.transcript))
                .map(Difference::line)
                .collect(Collectors.toCollection(HashSet::new));
    }

    Optional<List<Line>> of(Line line) {
        unused.remove(line.number());
        return TABLE.stream()
                .filter(difference -> difference.transcript().equals(transcript) && difference.line() == line.number())
                .map(Difference::instead)
                .findFirst();
    }

    /** Lines of the table that are in no recording. */
    Set<Integer> unused() {
        return unused;
    }
}
