package canyon.dashboard.selftest;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

/** A Pusher client that comes by an answer without an end, which must arrive while it is written. */
final class StreamingProbe implements Probe {
    private static final int OK = 200;
    private static final int SERVERS = 1_000;

    private final String path;

    StreamingProbe(Target target) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        path = "/pusher/app/" + target.app().key() + "/" + random.nextInt(SERVERS) + "/"
                + Long.toString(random.nextLong(Long.MAX_VALUE), Character.MAX_RADIX)
                + "/xhr_streaming?protocol=7&client=canyon-self-test&version=1.0";
    }

    @Override
    public String name() {
        return "xhr_streaming, Pusher";
    }

    @Override
    public Outcome run(Journey journey) throws IOException, TimeoutException, InterruptedException {
        String mark = journey.mark();
        HttpResponse<String> answer;
        try {
            answer = journey.firstLine(mark, path);
        } catch (TimeoutException e) {
            Optional<Arrival> arrival = journey.arrival(mark);
            if (arrival.isEmpty()) {
                throw e;
            }
            return Outcome.wrong(
                    "the request arrived, but its answer is held back until it ends, which it never does",
                    Advice.BUFFERING);
        }
        if (answer.statusCode() != OK) {
            return Statuses.of(answer, journey.arrival(mark), path);
        }
        if (answer.body().startsWith("c[")) {
            return Outcome.wrong("closed with " + answer.body().strip(), "see the code in Canyon's documentation");
        }
        return answer.body().startsWith("o")
                ? Outcome.FINE
                : Outcome.wrong("another server answers there", Advice.path("/pusher/app/"));
    }
}
