package canyon.cluster;

import canyon.support.RedisServerFixture;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.Jedis;

/** One Redis for all tests of a class, in which nothing is when a test begins; to be registered in a static field. */
final class EmptyRedis implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private @Nullable RedisServerFixture server;
    private @Nullable Jedis connection;

    /** What a test looks with. */
    Jedis connection() {
        if (connection == null) {
            throw new IllegalStateException("no test has begun");
        }
        return connection;
    }

    URI uri() {
        return server().uri();
    }

    RedisServerFixture server() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = RedisServerFixture.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        connection = new Jedis(uri());
        connection.flushAll();
    }

    /** After the server was stopped. */
    void startAgain() throws IOException {
        connection().close();
        server().startAgain();
        connection = new Jedis(uri());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        connection().close();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        server().close();
    }
}
