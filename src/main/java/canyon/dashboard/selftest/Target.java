package canyon.dashboard.selftest;

import canyon.app.App;
import canyon.config.TrustedProxies;
import java.net.URI;
import java.time.Duration;

/**
 * What is tested.
 *
 * @param base where clients reach Canyon, without a slash at its end
 * @param app on whose behalf; without a key Pusher's ways are not tried
 * @param socketIo how Socket.IO is served
 * @param proxies whose word about a client's way counts
 */
public record Target(URI base, App app, SocketIo socketIo, TrustedProxies proxies) {
    /**
     * How Socket.IO is served.
     *
     * @param pingInterval after which a waiting poll is answered at the latest
     */
    public record SocketIo(boolean polling, boolean webSocket, Duration pingInterval) {}

    boolean isTls() {
        return base.getScheme().equals("https");
    }

    URI http(String pathAndQuery) {
        return URI.create(base + pathAndQuery);
    }

    URI webSocket(String pathAndQuery) {
        return URI.create((isTls() ? "wss" : "ws")
                + base.toString().substring(base.getScheme().length())
                + pathAndQuery);
    }

    boolean hasKey() {
        return !app.key().isEmpty();
    }

    /** The query of a Socket.IO handshake. */
    String socketIoPath(String transport) {
        String key = app.scope().equals(App.DEFAULT_SCOPE) ? "" : "&appKey=" + app.key();
        return "/socket.io/?EIO=4&transport=" + transport + key;
    }

    int port() {
        return base.getPort() >= 0 ? base.getPort() : isTls() ? 443 : 80;
    }
}
