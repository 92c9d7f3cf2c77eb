package canyon.ops;

import canyon.activity.Activity;
import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.channel.ChannelRegistry;
import canyon.cluster.ClusterView;
import canyon.connection.Connections;
import canyon.metrics.AppMeters;
import canyon.metrics.Meters;
import canyon.redis.RedisHealth;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is told of. */
public record Observed(
        Meters meters,
        AppDirectory apps,
        Connections connections,
        ChannelRegistry registry,
        RedisHealth redis,
        ClusterView cluster,
        Activity activity) {
    /**
     * One application as it is shown.
     *
     * @param id empty for a default application without a name
     */
    public record ObservedApp(String id, String scope, AppMeters meters) {}

    /** Each id once, also if two applications should have the same. */
    public Iterable<ObservedApp> byId() {
        Map<String, ObservedApp> byId = new LinkedHashMap<>();
        meters.apps().forEach((scope, counts) -> {
            String id = scope.equals(App.DEFAULT_SCOPE) ? apps.standard().id() : scope;
            byId.putIfAbsent(id, new ObservedApp(id, scope, counts));
        });
        return byId.values();
    }
}
