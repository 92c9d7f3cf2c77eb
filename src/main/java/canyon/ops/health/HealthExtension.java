package canyon.ops.health;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/**
 * Makes beans of the checks where the server has MicroProfile Health. They bear no annotation by which CDI would find
 * them itself: it would load them on every server, and fail where the interface that they implement is missing.
 */
public class HealthExtension implements Extension {
    private static final String INTERFACE = "org.eclipse.microprofile.health.HealthCheck";

    void add(@Observes BeforeBeanDiscovery discovery) {
        if (isPresent()) {
            discovery.addAnnotatedType(LivenessCheck.class, LivenessCheck.class.getName());
            discovery.addAnnotatedType(ReadinessCheck.class, ReadinessCheck.class.getName());
            discovery.addAnnotatedType(StartupCheck.class, StartupCheck.class.getName());
        }
    }

    private static boolean isPresent() {
        try {
            Class.forName(INTERFACE, false, HealthExtension.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
