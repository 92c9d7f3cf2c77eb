package canyon.stress;

import static java.util.stream.Collectors.joining;

import canyon.wire.Packets;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Packets by long-polling. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is reported to the receiver
final class PollingLink implements Link {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final String CLOSE = "1";

    private final HttpClient http;
    private final URI uri;
    private final Receiver receiver;
    private final CompletableFuture<URI> opened = new CompletableFuture<>();

    /** Go with the next POST, all at once, as engine.io-client sends them. */
    @GuardedBy("this")
    private final List<String> waiting = new ArrayList<>();

    @GuardedBy("this")
    private boolean posting;

    private volatile boolean over;

    PollingLink(HttpClient http, URI uri, Receiver receiver) {
        this.http = http;
        this.uri = uri;
        this.receiver = receiver;
        poll(uri);
    }

    @Override
    public synchronized void send(String packet) {
        waiting.add(packet);
        if (!posting) {
            posting = true;
            opened.thenAccept(this::post);
        }
    }

    private void post(URI address) {
        String body;
        synchronized (this) {
            if (waiting.isEmpty()) {
                posting = false;
                return;
            }
            body = payload();
            waiting.clear();
        }
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(body))
                .build();
        http.sendAsync(request, BodyHandlers.ofString())
                .thenAccept(answer -> posted(answer, address))
                .whenComplete(this::report);
    }

    @GuardedBy("this")
    private String payload() {
        return uri.getQuery().contains("EIO=4")
                ? String.join("\u001e", waiting)
                : waiting.stream().map(packet -> packet.length() + ":" + packet).collect(joining());
    }

    /** Canyon would wait for the next poll until the ping time-out, which is longer than a test: says good-bye too. */
    @Override
    public void drop() {
        close();
    }

    @Override
    public void close() {
        over = true;
        send(CLOSE);
    }

    private void poll(URI address) {
        http.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .thenAccept(this::polled)
                .whenComplete(this::report);
    }

    private void polled(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            receiver.ended("poll answered " + answer.statusCode() + " " + answer.body());
            return;
        }
        Matcher sid = SID.matcher(answer.body());
        if (!opened.isDone() && sid.find()) {
            opened.complete(URI.create(uri + "&sid=" + sid.group(1)));
        }
        Packets.inBody(uri.getQuery(), answer.body()).forEach(receiver::received);
        if (!over) {
            poll(opened.join());
        }
    }

    private void report(@Nullable Void done, @Nullable Throwable failure) {
        if (failure != null) {
            receiver.ended("a request failed: " + failure);
        }
    }

    private void posted(HttpResponse<String> answer, URI address) {
        if (answer.statusCode() == 200) {
            post(address);
        } else {
            receiver.ended("post answered " + answer.statusCode() + " " + answer.body());
        }
    }
}
