package canyon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A machine that talks to Canyon, with an address of its own.
 *
 * @param port of Canyon, or of what is in front of it, on 127.0.0.1
 * @param address that it connects from
 * @param tls by which it connects, if so
 */
public record Peer(int port, String address, @Nullable SSLContext tls) {
    /** After so long without a byte a test has failed, however noisy the machine. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    public Peer(int port, String address) {
        this(port, address, null);
    }

    public static Peer of(CanyonServer canyon) {
        return new Peer(canyon.http().getPort(), "127.0.0.1");
    }

    /** The same Canyon from another machine: Linux answers for the whole of 127.0.0.0/8. */
    public Peer from(String other) {
        return new Peer(port, other, tls);
    }

    Socket connect() throws IOException {
        return connect(new Socket());
    }

    /** Addresses are literals here: no name has several. */
    @SuppressWarnings("AddressSelection")
    private Socket connect(Socket socket) throws IOException {
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        return tls == null ? socket : tls.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
    }

    /**
     * Returns when a request that was sent before, and is not answered yet, is waiting in Canyon. Nothing shows that;
     * but the threads that have served so many others since have not left it lying.
     */
    public void awaitArrival() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertThat(get("/").answer().status()).isEqualTo(200);
        }
    }

    public HttpCall get(String path) throws IOException {
        return call("GET", path, Map.of(), "");
    }

    public HttpCall post(String path, String body) throws IOException {
        return call("POST", path, Map.of("Content-Type", "text/plain;charset=UTF-8"), body);
    }

    public HttpCall call(String method, String path, Map<String, String> headers, String body) throws IOException {
        return new HttpCall(connect(), method, path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpCall call(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        return new HttpCall(connect(), method, path, headers, body);
    }

    public RawWebSocket webSocket(String path) throws IOException {
        return webSocket(path, Map.of());
    }

    public RawWebSocket webSocket(String path, Map<String, String> headers) throws IOException {
        return new RawWebSocket(connect(), path, headers);
    }

    /** Connects with a receive buffer so small that what is not read soon waits at the server. */
    public RawWebSocket slowWebSocket(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        return new RawWebSocket(connect(socket), path, Map.of());
    }
}
