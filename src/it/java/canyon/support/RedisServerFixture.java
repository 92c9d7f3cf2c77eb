package canyon.support;

import java.io.IOException;
import java.net.URI;
import redis.embedded.RedisServer;

/** A real Redis on 127.0.0.1 that keeps its port, but not its data, when it is stopped and started again. */
public final class RedisServerFixture implements AutoCloseable {
    private final int port;
    private final RedisServer redis;

    private RedisServerFixture(int port) throws IOException {
        this.port = port;
        this.redis = RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .build();
    }

    public static RedisServerFixture start() throws IOException {
        RedisServerFixture fixture = new RedisServerFixture(FreePort.next());
        fixture.startAgain();
        return fixture;
    }

    public void startAgain() throws IOException {
        redis.start();
    }

    /** Drops every connection at once. */
    public void stop() throws IOException {
        redis.stop();
    }

    public int port() {
        return port;
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
