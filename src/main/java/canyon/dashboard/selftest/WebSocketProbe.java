package canyon.dashboard.selftest;

import java.io.IOException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** A client that comes by WebSocket and waits for the first message. */
final class WebSocketProbe implements Probe {
    private final String name;
    private final String path;
    private final String greeting;

    private WebSocketProbe(String name, String path, String greeting) {
        this.name = name;
        this.path = path;
        this.greeting = greeting;
    }

    static WebSocketProbe ofPusher(Target target) {
        String path = "/app/" + target.app().key() + "?protocol=7&client=canyon-self-test&version=1.0&flash=false";
        return new WebSocketProbe("WebSocket, Pusher", path, "pusher:connection_established");
    }

    static WebSocketProbe ofSocketIo(Target target) {
        return new WebSocketProbe("WebSocket, Socket.IO", target.socketIoPath("websocket"), "0{\"sid\"");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome run(Journey journey) throws IOException, TimeoutException, InterruptedException {
        String mark = journey.mark();
        Conversation conversation = new Conversation();
        WebSocket socket;
        try {
            socket = journey.open(mark, path, conversation);
        } catch (WebSocketHandshakeException e) {
            return refused(e, journey.arrival(mark));
        } catch (IOException e) {
            Optional<Arrival> arrival = journey.arrival(mark);
            if (arrival.isPresent() && !arrival.get().hasUpgrade()) {
                return Statuses.ofHandshake(0, "", arrival, path);
            }
            throw e;
        }
        try {
            return heard(journey.await(conversation.first(), Journey.STEP));
        } catch (Conversation.ClosedException e) {
            return Outcome.wrong("closed with " + e.code() + " " + e.getMessage(), closeAdvice(e.code()));
        } catch (TimeoutException e) {
            return Outcome.wrong(
                    "the WebSocket opened, but no message came",
                    "the proxy gathers what comes by WebSockets, or inspects it: let it pass them on as they are");
        } finally {
            socket.abort();
        }
    }

    private Outcome refused(WebSocketHandshakeException refused, Optional<Arrival> arrival) {
        int status = refused.getResponse() == null ? 0 : refused.getResponse().statusCode();
        if (status == 101) {
            return Outcome.wrong(
                    "the answer 101 arrived incomplete (" + refused.getMessage() + ")",
                    "the proxy changes the answer's headers Upgrade or Connection: " + Advice.UPGRADE);
        }
        String location = refused.getResponse() == null
                ? ""
                : refused.getResponse().headers().firstValue("Location").orElse("");
        return Statuses.ofHandshake(status, location, arrival, path);
    }

    private Outcome heard(String message) {
        return message.contains(greeting)
                ? Outcome.FINE
                : Outcome.wrong(
                        "another server answers there: it did not begin as Canyon does", Advice.path(plainPath()));
    }

    private String plainPath() {
        return path.substring(0, path.indexOf('?'));
    }

    private static String closeAdvice(int code) {
        return switch (code) {
            case 4000 -> "the application is TLS only: test its https URL, and let the proxy send X-Forwarded-Proto";
            case 4001 -> "another Canyon or Reverb answers there, which does not know this application";
            case 4003 -> "the application is disabled";
            case 4004, 4100 -> "the application or this node has as many connections as it may have";
            case 4005 -> "the proxy changed the path: pass /app/ on as it is";
            default -> "see Canyon's log";
        };
    }
}
