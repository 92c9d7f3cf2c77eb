package canyon.dashboard.selftest;

import canyon.app.App;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Laravel, or any server that uses Pusher's HTTP API. */
final class ApiProbe implements Probe {
    private static final int OK = 200;

    @Override
    public String name() {
        return "HTTP API";
    }

    @Override
    public Outcome run(Journey journey) throws IOException, TimeoutException, InterruptedException {
        App app = journey.target().app();
        String path = "/apps/" + app.id() + "/connections";
        String query =
                "auth_key=" + app.key() + "&auth_timestamp=" + Instant.now().getEpochSecond() + "&auth_version=1.0";
        String signature = app.sign("GET\n" + path + "\n" + query);
        String mark = journey.mark();
        HttpResponse<String> answer = journey.get(mark, path + "?" + query + "&auth_signature=" + signature);
        return answer.statusCode() == OK ? Outcome.FINE : refused(answer, journey.arrival(mark), path);
    }

    private static Outcome refused(HttpResponse<String> answer, Optional<Arrival> arrival, String path) {
        int status = answer.statusCode();
        if (arrival.isEmpty() && (status == 401 || status == 403 || status == 404)) {
            return Outcome.wrong(
                    status + " by somebody in between: nothing arrived here",
                    "no fault if Laravel publishes to an inner address; else let the proxy pass /apps/ on to Canyon");
        }
        if (status == 401 && arrival.isPresent()) {
            return Outcome.wrong(
                    "401: what arrived at " + arrival.get().path() + " is not what was signed",
                    "the proxy changes the path or the query; a prefix that it takes off belongs into canyon.api.prefix");
        }
        return status == 429
                ? Outcome.fine("answered 429: the application reads as often as it may")
                : Statuses.of(answer, arrival, path);
    }
}
