package canyon.redis;

import canyon.config.RedisUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The way to Redis for one connection. {@link #cut} works from any thread and at any moment, also while it is being
 * opened; what reads or connects then fails at once.
 */
final class RedisLink implements JedisSocketFactory {
    private final RedisUrl url;
    private final int timeoutMillis;
    private final Supplier<SSLSocketFactory> tls;
    private @Nullable Socket tcp;
    private @Nullable WatchedSocket watched;
    private boolean cut;

    /**
     * Does not connect yet.
     *
     * @param timeout for connecting, for TLS's handshake, and for each answer of Redis before it is subscribed
     */
    RedisLink(RedisUrl url, Duration timeout, Supplier<SSLSocketFactory> tls) {
        this.url = url;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
        this.tls = tls;
    }

    @Override
    public Socket createSocket() {
        try {
            Socket connected = connect();
            WatchedSocket socket = new WatchedSocket(url.tls() ? secured(connected) : connected);
            synchronized (this) {
                watched = socket;
            }
            return socket;
        } catch (IOException e) {
            cut();
            throw new JedisConnectionException("cannot connect to " + url.address(), e);
        }
    }

    /** From now on a long silence makes the reading thread ask for a sign of life. */
    void askWhenSilent(Runnable question) {
        WatchedSocket socket;
        synchronized (this) {
            socket = watched;
        }
        if (socket != null) {
            socket.askWhenSilent(question);
        }
    }

    synchronized void cut() {
        cut = true;
        closeTcp();
    }

    /** A name may have several addresses: the first that answers. */
    private Socket connect() throws IOException {
        IOException failure = new SocketException("no address");
        for (InetAddress address : InetAddress.getAllByName(url.host())) {
            Socket socket = newSocket();
            try {
                socket.setKeepAlive(true);
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, url.port()), timeoutMillis);
                socket.setSoTimeout(timeoutMillis);
                return socket;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private synchronized Socket newSocket() throws IOException {
        closeTcp();
        if (cut) {
            throw new SocketException("stopped");
        }
        Socket socket = new Socket();
        tcp = socket;
        return socket;
    }

    private Socket secured(Socket connected) throws IOException {
        SSLSocket socket = (SSLSocket) tls.get().createSocket(connected, url.host(), url.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        // Without it any certificate of a known authority would do, whatever host it was made for.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** The TCP socket below TLS: closing that one never waits for a writer or says goodbye. */
    private void closeTcp() {
        if (tcp != null) {
            try {
                tcp.close();
            } catch (IOException e) {
                // Closed as far as it can be.
                tcp = null;
            }
        }
    }
}
