package canyon.support;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** A request that reached the {@link LaravelApp}, and is answered once. Safe for use from any thread. */
public final class AuthRequest {
    private final String method;
    private final String target;
    private final List<Header> headers;
    private final String body;
    private final CompletableFuture<AuthAnswer> answer = new CompletableFuture<>();

    private AuthRequest(String method, String target, List<Header> headers, String body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /** A line of the head, as it was sent. */
    public record Header(String name, String value) {}

    /** Reads the next request of a connection; empty if the connection ends before it. */
    static Optional<AuthRequest> read(InputStream in) throws IOException {
        String start = line(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        String[] words = start.split(" ", -1);
        List<Header> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return Optional.of(new AuthRequest(words[0], words[1], List.copyOf(headers), body(in, headers)));
    }

    public String method() {
        return method;
    }

    /** Path and query. */
    public String target() {
        return target;
    }

    /** In the order in which they came. */
    public List<Header> headers() {
        return headers;
    }

    /** The values of one header, whatever the case of its name. */
    public List<String> headers(String name) {
        return values(headers, name);
    }

    /** In lower case. */
    public Set<String> headerNames() {
        Set<String> names = new TreeSet<>();
        headers.forEach(header -> names.add(header.name().toLowerCase(Locale.ROOT)));
        return names;
    }

    public String body() {
        return body;
    }

    public Map<String, String> form() {
        return form(body);
    }

    /** The fields of a form; of a repeated one the last. */
    public static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&", -1)) {
            String[] pair = field.split("=", 2);
            form.put(decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1]));
        }
        return form;
    }

    /** Empty if the form names none. */
    public String channel() {
        return form().getOrDefault("channel_name", "");
    }

    /** Empty if the form names none. */
    public String socketId() {
        return form().getOrDefault("socket_id", "");
    }

    /** Lets a request go that the application holds; of several answers the first counts. */
    public void answer(AuthAnswer chosen) {
        answer.complete(chosen);
    }

    /** Waits for the answer. */
    AuthAnswer answer() {
        return answer.join();
    }

    @Override
    public String toString() {
        return method + " " + target + " " + headers + " " + body;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static List<String> values(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    private static String body(InputStream in, List<Header> headers) throws IOException {
        if (values(headers, "Transfer-Encoding").contains("chunked")) {
            return chunks(in);
        }
        List<String> length = values(headers, "Content-Length");
        int bytes = length.isEmpty() ? 0 : Integer.parseInt(length.get(0));
        return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    private static String chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int length;
        do {
            length = Integer.parseInt(line(in), 16);
            body.writeBytes(in.readNBytes(length));
            line(in);
        } while (length > 0);
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Empty at the end of the connection too. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 && line.size() > 0) {
                throw new EOFException("the connection ended in " + line.toString(StandardCharsets.UTF_8));
            }
            if (c < 0) {
                return "";
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
