package canyon.redis;

import canyon.config.RedisPlace;
import canyon.config.RedisUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The way to Redis for one connection. {@link #cut} works from any thread and at any moment, also while it is being
 * opened; what reads or connects then fails at once.
 */
final class RedisLink implements JedisSocketFactory {
    /**
     * Bytes that may be unanswered before more are written, if writing is never to block: less than the smallest buffer
     * between Redis and us.
     */
    static final int WINDOW_BYTES = 16 * 1024;

    private final RedisRoute route;
    private final RedisUrl url;
    private final int timeoutMillis;
    private final TlsSockets tls;
    private @Nullable Socket raw;
    private @Nullable WatchedInput watched;
    private volatile @Nullable Runnable beforeWaiting;
    private @Nullable RedisPlace place;
    private boolean cut;

    /**
     * Does not connect yet.
     *
     * @param timeout for connecting, for TLS's handshake, and for each answer of Redis before it is subscribed
     */
    RedisLink(RedisRoute route, RedisUrl url, Duration timeout, TlsSockets tls) {
        this.route = route;
        this.url = url;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
        this.tls = tls;
    }

    @Override
    public Socket createSocket() {
        try {
            Socket socket = route.connect(this);
            WatchedInput input = new WatchedInput(socket.getInputStream());
            synchronized (this) {
                watched = input;
            }
            return new SocketWithInput(socket, input);
        } catch (IOException e) {
            cut();
            throw new JedisConnectionException("cannot connect to " + url.address(), e);
        }
    }

    /**
     * From now on all that there is is read at once, and this is run on the reading thread when that is used up, each
     * time before it may have to wait.
     */
    void beforeWaiting(Runnable action) {
        beforeWaiting = action;
    }

    /** From now on a long silence makes the reading thread ask for a sign of life. */
    void askWhenSilent(Runnable question) {
        WatchedInput input;
        synchronized (this) {
            input = watched;
        }
        if (input != null) {
            input.askWhenSilent(question);
        }
    }

    /** The server that was connected to last, whether it answered or not; null if it is on this machine, or none. */
    synchronized @Nullable RedisPlace place() {
        return place;
    }

    synchronized void cut() {
        cut = true;
        closeRaw();
    }

    synchronized boolean isClosed() {
        return cut || (raw != null && raw.isClosed());
    }

    /**
     * Connects to a server, by TLS if the URL says so; one that was opened before is closed. A name may have several
     * addresses: the first that answers.
     */
    Socket open(RedisPlace server) throws IOException {
        IOException failure = new SocketException("no address");
        synchronized (this) {
            place = server;
        }
        for (InetAddress address : InetAddress.getAllByName(server.host())) {
            Socket socket = newSocket();
            try {
                socket.setKeepAlive(true);
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, server.port()), timeoutMillis);
                socket.setSoTimeout(timeoutMillis);
                return url.tls() ? secured(readAhead(socket), server) : readAhead(socket);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** Connects to a server on this machine. */
    Socket openUnix(String path) throws IOException {
        UnixSocket socket = UnixSocket.connect(path);
        socket.setSoTimeout(timeoutMillis);
        replace(socket);
        return readAhead(socket);
    }

    private Socket readAhead(Socket socket) throws IOException {
        return new SocketWithInput(socket, new ReadAhead(socket.getInputStream(), () -> beforeWaiting));
    }

    private Socket newSocket() throws IOException {
        Socket socket = new Socket();
        replace(socket);
        return socket;
    }

    private synchronized void replace(Socket socket) throws IOException {
        closeRaw();
        if (cut) {
            socket.close();
            throw new SocketException("stopped");
        }
        raw = socket;
    }

    private Socket secured(Socket connected, RedisPlace server) throws IOException {
        SSLSocket socket = (SSLSocket) tls.factory().createSocket(connected, server.host(), server.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        // Without it any certificate of a known authority would do, whatever host it was made for.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** The socket below TLS: closing that one never waits for a writer or says goodbye. */
    private void closeRaw() {
        if (raw != null) {
            try {
                raw.close();
            } catch (IOException e) {
                // Closed as far as it can be.
                raw = null;
            }
        }
    }
}
