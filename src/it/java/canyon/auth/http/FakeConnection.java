package canyon.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of a client, seen from the application. */
final class FakeConnection {
    private final Socket socket;
    private final InputStream in;
    private final Consumer<HttpRequest> requests;

    FakeConnection(Socket socket, Consumer<HttpRequest> requests) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.requests = requests;
    }

    /** The next request; null after the client's last. */
    @Nullable
    HttpRequest read() throws IOException {
        String line = readLine();
        if (line.isEmpty()) {
            return null;
        }
        Map<String, List<String>> headers = new TreeMap<>();
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            String[] parts = header.split(": ?", 2);
            headers.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(parts[1]);
        }
        int length = Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).get(0));
        HttpRequest request = new HttpRequest(line, headers, new String(in.readNBytes(length), ISO_8859_1));
        requests.accept(request);
        return request;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(ISO_8859_1).strip();
    }

    void write(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Says the text again and again, with a pause in between, until the client goes. */
    void trickle(String text) throws IOException {
        while (true) {
            write(text);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Returns when the client goes. */
    void hold() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Ends the connection as a process does that is killed. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
