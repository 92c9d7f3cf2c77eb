package canyon.cluster;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.support.CanyonServer;
import canyon.support.CanyonServers;
import canyon.support.LaravelApp;
import canyon.support.RedisServerFixture;
import canyon.webhook.WebhookReceiver;
import canyon.wire.Peer;
import canyon.wire.SignedApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Three Canyons on one Redis, that all tests of several nodes share: started for the first test that asks, stopped
 * after the last one.
 */
final class CanyonNodes implements AutoCloseable {
    /** How long a node may be silent, in seconds: short, for tests wait for it. */
    static final int LEASE_SECONDS = 4;

    private static final int COUNT = 3;

    private final RedisServerFixture redis = RedisServerFixture.start();
    private final LaravelApp app = LaravelApp.start();
    private final WebhookReceiver receiver = new WebhookReceiver();
    private final List<CanyonServer> servers = new ArrayList<>();

    private CanyonNodes() throws IOException {
        for (int i = 1; i <= COUNT; i++) {
            servers.add(started("node-" + i));
        }
    }

    private CanyonServer started(String id) throws IOException {
        return CanyonServer.start(Map.ofEntries(
                entry("canyon.redis.url", redis.uri().toString()),
                entry("canyon.auth.host", app.uri().toString()),
                entry("canyon.node.id", id),
                entry("canyon.presence.lease", "PT" + LEASE_SECONDS + "S"),
                entry("canyon.redis.max-backoff", "PT0.5S"),
                entry("canyon.webhooks.hold", "PT0S"),
                entry("canyon.app.webhooks", "[{\"url\":\"" + receiver.url() + "\"}]"),
                entry("canyon.app.id", CanyonServers.APP_ID),
                entry("canyon.app.key", CanyonServers.APP_KEY),
                entry("canyon.app.secret", CanyonServers.APP_SECRET),
                entry("canyon.app.api-key", CanyonServers.API_KEY)));
    }

    /** One more, for whoever wants to do it harm. */
    CanyonServer another() throws IOException {
        return started("node-" + UUID.randomUUID());
    }

    /** Takes away what is left of a server that was killed. */
    void bury(CanyonServer killed) {
        try {
            killed.close();
        } catch (RuntimeException e) {
            // Its process is gone, as it should be.
            assertThat(e).isNotNull();
        }
    }

    RedisServerFixture redis() {
        return redis;
    }

    /** Is told by webhooks, without delay. */
    WebhookReceiver receiver() {
        return receiver;
    }

    /** @param number from 1 */
    CanyonServer server(int number) {
        return servers.get(number - 1);
    }

    Peer peer(int number) {
        return Peer.of(server(number));
    }

    SignedApi api(int number) {
        return new SignedApi(peer(number));
    }

    @Override
    public void close() throws IOException {
        for (CanyonServer server : servers) {
            server.close();
        }
        app.close();
        receiver.close();
        redis.close();
    }

    /** Gives tests the nodes. */
    static final class Shared implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Shared.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == CanyonNodes.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(CanyonNodes.class, key -> started(), CanyonNodes.class);
        }

        private static CanyonNodes started() {
            try {
                return new CanyonNodes();
            } catch (IOException e) {
                throw new IllegalStateException("the nodes did not start", e);
            }
        }
    }
}
