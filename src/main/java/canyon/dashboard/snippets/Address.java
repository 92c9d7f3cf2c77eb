package canyon.dashboard.snippets;

import java.net.URI;
import java.util.Objects;

/**
 * Where clients find the server, in the parts that their options have.
 *
 * @param port never the default's -1
 * @param path where Canyon is, without a slash at its end; empty at the root
 */
public record Address(boolean tls, String host, int port, String path) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** The parts of a URL that has a host. */
    public static Address of(URI url) {
        boolean tls = url.getScheme().equals("https");
        String path = Objects.requireNonNullElse(url.getPath(), "");
        return new Address(
                tls,
                url.getHost(),
                url.getPort() < 0 ? (tls ? HTTPS : HTTP) : url.getPort(),
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    boolean isAtRoot() {
        return path.isEmpty();
    }

    String scheme() {
        return tls ? "https" : "http";
    }

    /** For connections without TLS; pusher-js wants one although it is not used with TLS. */
    int plainPort() {
        return tls ? HTTP : port;
    }

    int tlsPort() {
        return tls ? port : HTTPS;
    }

    /** Without a path, and without a port where the scheme tells it. */
    String origin() {
        boolean isUsual = port == (tls ? HTTPS : HTTP);
        return scheme() + "://" + host + (isUsual ? "" : ":" + port);
    }
}
