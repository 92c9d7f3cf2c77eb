package canyon.dashboard.selftest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeoutException;

/** Whether anybody answers under the URL: DNS, TCP, TLS and HTTP/1.1, whatever the answer is. */
final class ConnectionProbe implements Probe {
    private final HttpClient newer;

    /** @param newer speaks HTTP/2 too */
    ConnectionProbe(HttpClient newer) {
        this.newer = newer;
    }

    @Override
    public String name() {
        return "Connection";
    }

    @Override
    public Outcome run(Journey journey) throws IOException, TimeoutException, InterruptedException {
        String mark = journey.mark();
        try {
            HttpResponse<String> answer = journey.get(mark, "/app/");
            int status = answer.statusCode();
            boolean isGatewayError = status == 502 || status == 503 || status == 504;
            return isGatewayError ? Statuses.of(answer, journey.arrival(mark), "/app/") : Outcome.FINE;
        } catch (IOException | TimeoutException e) {
            if (journey.target().isTls() && Troubles.mayBeHttp2(e) && speaksHttp2(journey)) {
                return Outcome.wrong("only HTTP/2 is spoken there", Advice.HTTP_2_ONLY);
            }
            throw e;
        }
    }

    private boolean speaksHttp2(Journey journey) throws TimeoutException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(journey.target().http("/app/")).build();
        try {
            return journey.await(newer.sendAsync(request, FirstBytes.ofBody()), Journey.STEP)
                            .version()
                    == HttpClient.Version.HTTP_2;
        } catch (IOException e) {
            return false;
        }
    }
}
