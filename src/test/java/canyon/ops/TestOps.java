package canyon.ops;

import canyon.activity.Activity;
import canyon.app.TestApps;
import canyon.channel.ChannelRegistry;
import canyon.cluster.ClusterView;
import canyon.connection.Connections;
import canyon.metrics.Meters;
import canyon.redis.RedisHealth;
import java.time.Clock;
import java.time.Duration;

/** A node with one application, of which nothing has happened. */
public final class TestOps {
    private TestOps() {}

    public static Observed observed() {
        return observed(ClusterView.none());
    }

    static Observed observed(ClusterView cluster) {
        Meters meters = new Meters();
        meters.app("");
        Activity activity = Activity.unwatched();
        return new Observed(
                meters,
                TestApps.directory(),
                new Connections(0, meters, activity),
                new ChannelRegistry(1),
                new RedisHealth(Clock.systemUTC()),
                cluster,
                activity);
    }

    /** Is never drained. */
    static DrainControl undrained() {
        return new DrainControl() {
            @Override
            public boolean isDraining() {
                return false;
            }

            @Override
            public void begin(Duration over) {
                throw new AssertionError("not to be drained");
            }

            @Override
            public void cancel() {}
        };
    }

    public static OpsDoor.Managed managed(Observed observed, DrainControl drain) {
        return new OpsDoor.Managed(new Health(), drain, new Outboxes(observed.connections()));
    }
}
