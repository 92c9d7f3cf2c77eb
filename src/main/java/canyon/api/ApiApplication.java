package canyon.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * What answers under {@code /apps}. Named one by one, so that nothing else of the WAR is taken for a part of the API.
 */
@ApplicationPath("/apps")
public class ApiApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                AccessFilter.class,
                ChannelsResource.class,
                ConnectionsResource.class,
                ErrorMapper.class,
                StatusResource.class,
                UsersResource.class);
    }

    /** Jersey, Payara's JAX-RS, adds a route that describes the others, unless it is told not to. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
