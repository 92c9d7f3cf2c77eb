package canyon.dashboard.selftest;

import java.net.http.HttpResponse;
import java.util.Optional;

/** What it means that another answer came than Canyon's own. */
final class Statuses {
    private Statuses() {}

    /**
     * An answer to a request that is no WebSocket.
     *
     * @param path that was asked for
     */
    static Outcome of(HttpResponse<?> answer, Optional<Arrival> arrival, String path) {
        return of(answer.statusCode(), answer.headers().firstValue("Location").orElse(""), arrival, path);
    }

    static Outcome of(int status, String location, Optional<Arrival> arrival, String path) {
        String plain = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        if (arrival.isPresent()) {
            return arrived(status, arrival.get(), plain);
        }
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                Outcome.wrong(
                        status + ": sent elsewhere" + (location.isEmpty() ? "" : ", to " + location),
                        "WebSockets follow no redirect: let canyon.public-url and the clients name the URL that it leads to");
            case 401, 403 ->
                Outcome.wrong(
                        status + " by somebody in between: nothing arrived here",
                        "the proxy asks for a login or refuses this path: let it pass " + plain + " on");
            case 404 -> Outcome.wrong("404 by somebody in between: nothing arrived here", Advice.path(plain));
            case 413 -> Outcome.wrong("413: too large for the proxy", "nginx: client_max_body_size 10m;");
            case 426, 505 -> Outcome.wrong(status + ": another version of HTTP is wanted", Advice.HTTP_2_ONLY);
            case 502, 503, 504 -> Outcome.wrong(status + " by the proxy", Advice.UNREACHED);
            default ->
                Outcome.wrong(
                        status + " by somebody in between: nothing arrived here",
                        "another server answers under this URL, or another node: " + Advice.path(plain));
        };
    }

    private static Outcome arrived(int status, Arrival arrival, String plain) {
        if (!arrival.path().endsWith(plain)) {
            return Outcome.wrong(
                    status + ": it arrived at " + arrival.path() + " instead of " + plain, Advice.path(plain));
        }
        if (status == 404 && !arrival.path().equals(plain)) {
            return Outcome.wrong(
                    "404: it arrived at " + arrival.path(),
                    "the proxy leaves a prefix in front that is not the WAR's context path: take it off (nginx: proxy_pass"
                            + " with a slash at its end)");
        }
        return status == 502 || status == 504
                ? Outcome.wrong(
                        status + " by the proxy, although the request arrived",
                        "it does not like or does not await the answer: " + Advice.READ_TIMEOUT)
                : Outcome.wrong(
                        "Canyon itself answered " + status, "see Canyon's log and the limits of the application");
    }

    /** An answer to a WebSocket's handshake. */
    static Outcome ofHandshake(int status, String location, Optional<Arrival> arrival, String path) {
        if (arrival.isPresent() && !arrival.get().hasUpgrade()) {
            return Outcome.wrong(status + ": the request arrived without the header Upgrade", Advice.UPGRADE);
        }
        if (arrival.isPresent() && !arrival.get().hasConnectionUpgrade()) {
            return Outcome.wrong(
                    status + ": the request arrived with Upgrade but without Connection: upgrade", Advice.CONNECTION);
        }
        return of(status, location, arrival, path);
    }
}
