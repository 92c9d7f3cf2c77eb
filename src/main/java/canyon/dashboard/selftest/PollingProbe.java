package canyon.dashboard.selftest;

import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A Socket.IO client that comes by long-polling, and if wanted waits until the server pings it. */
final class PollingProbe implements Probe {
    private static final int OK = 200;
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final boolean waits;

    PollingProbe(boolean waits) {
        this.waits = waits;
    }

    @Override
    public String name() {
        return waits ? "Long poll, as long as it may take" : "Long-polling, Socket.IO";
    }

    @Override
    public Outcome run(Journey journey) throws IOException, TimeoutException, InterruptedException {
        String path = journey.target().socketIoPath("polling");
        String mark = journey.mark();
        HttpResponse<String> opened = journey.get(mark, path);
        if (opened.statusCode() != OK) {
            return Statuses.of(opened, journey.arrival(mark), path);
        }
        String sid = sid(opened.body());
        if (sid == null) {
            return Outcome.wrong(
                    "another server answers there, or the proxy changed the answer", Advice.path("/socket.io/"));
        }
        String session = path + "&sid=" + sid;
        try {
            Outcome joined = join(journey, session);
            return joined.finding() != null || !waits ? joined : await(journey, session);
        } finally {
            leave(journey, session);
        }
    }

    private static Outcome join(Journey journey, String session)
            throws IOException, TimeoutException, InterruptedException {
        String mark = journey.mark();
        HttpResponse<String> posted = journey.post(mark, session, "40");
        if (posted.statusCode() != OK) {
            return lost(journey, posted, mark, session);
        }
        mark = journey.mark();
        HttpResponse<String> polled = journey.get(mark, session);
        return polled.statusCode() == OK ? Outcome.FINE : lost(journey, polled, mark, session);
    }

    private static Outcome lost(Journey journey, HttpResponse<String> answer, String mark, String session) {
        return answer.statusCode() == 400 && answer.body().contains("Session ID unknown")
                ? Outcome.wrong("the second request did not find the session of the first", Advice.STICKY)
                : Statuses.of(answer, journey.arrival(mark), session);
    }

    private static Outcome await(Journey journey, String session) throws IOException, InterruptedException {
        Duration interval = journey.target().socketIo().pingInterval();
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer = journey.get(journey.mark(), session, interval.plus(MARGIN));
            return answer.statusCode() == OK
                    ? Outcome.FINE
                    : cut(answer.statusCode() + " by the proxy", began, interval);
        } catch (IOException e) {
            return cut("the connection was closed", began, interval);
        } catch (TimeoutException e) {
            return cut("no ping came", began, interval);
        }
    }

    private static Outcome cut(String what, long began, Duration interval) {
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        return Outcome.wrong(
                what + " after " + seconds + " s; a poll may wait " + interval.toSeconds() + " s", Advice.READ_TIMEOUT);
    }

    private static void leave(Journey journey, String session) throws InterruptedException {
        try {
            journey.post(journey.mark(), session, "1");
        } catch (IOException | TimeoutException e) {
            System.getLogger(PollingProbe.class.getName())
                    .log(System.Logger.Level.DEBUG, "a session of the self-test ends by its time-out", e);
        }
    }

    private static @Nullable String sid(String body) {
        if (!body.startsWith("0{")) {
            return null;
        }
        try {
            JsonText sid = JsonText.parse(body.substring(1)).members().get("sid");
            return sid != null && sid.isString() ? sid.string() : null;
        } catch (MalformedJsonException e) {
            return null;
        }
    }
}
