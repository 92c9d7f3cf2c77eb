package canyon.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be configured, complete and checked.
 *
 * @param dev development mode: the demo page exists and an application with well-known secrets is there
 * @param publicUrl where clients reach Canyon, as printed at start; null if nobody said so
 * @param app the default application; null means that it has no name, so that nobody can use the HTTP API for it
 * @param apps the default application, named or not, and where others come from
 * @param fastPath whether a writer made for the application server may replace the portable one
 */
public record Settings(
        boolean dev,
        @Nullable URI publicUrl,
        RedisSettings redis,
        ClusterSettings cluster,
        @Nullable AppSettings app,
        AppsSettings apps,
        Origins origins,
        AuthSettings auth,
        PresenceSettings presence,
        WebhookDelivery webhooks,
        CorsSettings cors,
        ApiSettings api,
        SocketIoSettings socketIo,
        PusherSettings pusher,
        CacheSettings cache,
        Limits limits,
        boolean fastPath,
        FanOutSettings fanOut,
        TrustedProxies proxies,
        OperatorSettings operator) {}
