package canyon.ops.health;

import canyon.ops.Health;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** As {@code /ops/started}. */
@Startup
public class StartupCheck implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        return Answers.of(Health.ofApplication().started());
    }
}
