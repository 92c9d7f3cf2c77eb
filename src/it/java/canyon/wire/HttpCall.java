package canyon.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One HTTP request on a connection of its own, sent as it is given; the answer is read when somebody asks for it. */
public final class HttpCall implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final boolean bodiless;

    /**
     * @param headers with {@code Content-Length} or {@code Transfer-Encoding} only if it shall differ from the body's
     */
    HttpCall(Socket socket, String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.bodiless = method.equals("HEAD");
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1:").append(socket.getPort()).append("\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0 && !headers.containsKey("Content-Length") && !headers.containsKey("Transfer-Encoding")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        write(body);
    }

    /** More of the body. */
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Waits for the whole answer. */
    public HttpAnswer answer() throws IOException {
        try (socket) {
            return bodiless ? HttpAnswer.readHead(in) : HttpAnswer.read(in);
        }
    }

    /** Whether anything of an answer has arrived. */
    public boolean isAnswered() throws IOException {
        return in.available() > 0;
    }

    /** Gives up. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
