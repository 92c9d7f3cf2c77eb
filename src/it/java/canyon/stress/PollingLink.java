package canyon.stress;

import canyon.wire.Packets;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

    @GuardedBy("this")
    private CompletableFuture<?> sent = opened;

    private volatile boolean over;

    PollingLink(HttpClient http, URI uri, Receiver receiver) {
        this.http = http;
        this.uri = uri;
        this.receiver = receiver;
        poll(uri);
    }

    @Override
    public synchronized void send(String packet) {
        String body = uri.getQuery().contains("EIO=4") ? packet : packet.length() + ":" + packet;
        sent = sent.thenCompose(before -> http.sendAsync(
                        HttpRequest.newBuilder(opened.join())
                                .header("Content-Type", "text/plain;charset=UTF-8")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString()))
                .thenAccept(this::posted)
                .whenComplete(this::report);
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

    private void posted(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            receiver.ended("post answered " + answer.statusCode() + " " + answer.body());
        }
    }
}
