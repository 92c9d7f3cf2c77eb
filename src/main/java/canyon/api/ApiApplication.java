package canyon.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * What answers under {@code /apps}. Named one by one, so that nothing else of the WAR is taken for a part of the API.
 */
@ApplicationPath("/apps")
public class ApiApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ApiKeyFilter.class, ErrorMapper.class, EventsResource.class, StatusResource.class);
    }
}
