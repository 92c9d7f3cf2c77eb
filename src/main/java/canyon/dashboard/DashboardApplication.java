package canyon.dashboard;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** What answers under {@code /dashboard/api}. Named one by one, as in the HTTP API. */
@ApplicationPath("/dashboard/api")
public class DashboardApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                GuardFilter.class,
                ErrorReplies.class,
                AppsResource.class,
                AuthTestResource.class,
                ChannelResource.class,
                ChannelsResource.class,
                ConnectionsResource.class,
                DrainResource.class,
                EventsResource.class,
                NodesResource.class,
                OverviewResource.class,
                SelfTestResource.class,
                SettingsResource.class,
                SnippetsResource.class);
    }

    /** Jersey, Payara's JAX-RS, adds a route that describes the others, unless it is told not to. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
